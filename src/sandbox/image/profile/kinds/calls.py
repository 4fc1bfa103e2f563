"""Call of pandas that a profile comes to, written here where it is run before it is told."""

import json


def options_of(profile: dict) -> list[str]:
    """What `read_csv` must be told beside the delimiter."""
    found = []
    if "skip" in profile:
        found.append(f"skiprows={profile['skip']}")
    # A list of lines to skip stands for the number of those above.
    if any(one.startswith("skiprows=") for one in profile.get("arguments", [])):
        found = []
    for key in ("decimal", "thousands"):
        if key in profile:
            found.append(f"{key}={json.dumps(profile[key])}")
    # What else it must be told, as code.
    return [*found, *profile.get("arguments", [])]


def told_by_call(profile: dict, call: str) -> dict:
    """The profile with a call that says all that `read_csv` must be told, in place of what says it apart."""
    apart = {"encoding", "orEncoding", "delimiter", "decimal", "thousands", "skip", "arguments"}
    return {key: value for key, value in profile.items() if key not in apart} | {"format": "text", "read": call}


def csv_call(profile: dict, source: str, *more: str) -> str:
    found = [source]
    if "delimiter" in profile:
        found.append(f"sep={json.dumps(profile['delimiter'])}")
    if profile.get("encoding", "utf-8-sig") != "utf-8-sig":
        found.append(f'encoding="{profile["encoding"]}"')
    return f"pd.read_csv({', '.join([*found, *options_of(profile), *more])})"
