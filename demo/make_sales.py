"""Writes sales.csv, made-up sales of one year with faults on purpose: blank rows, amounts like "$1,204.50", no column called date."""

import csv
import random
from datetime import datetime, timedelta
from pathlib import Path

ROWS = 320
PRODUCTS = {"Notebook": 4.9, "Desk lamp": 38, "Office chair": 189, "Monitor": 249, "Headset": 79.5, "Keyboard": 59}

chance = random.Random(20250101)
moments = sorted(datetime(2025, 1, 1, 8) + timedelta(minutes=chance.randrange(364 * 24 * 60)) for _ in range(ROWS))
rows = []
for number, moment in enumerate(moments, 1001):
    product = chance.choice(list(PRODUCTS))
    quantity = chance.randint(1, 12)
    season = 1.4 if moment.month >= 11 else 0.9 if moment.month in (7, 8) else 1
    amount = f"{quantity * PRODUCTS[product] * season * chance.uniform(0.92, 1.05):.2f}"
    region = chance.choice(["North", "South", "East", "West"])
    rows.append([f"S{number}", moment.strftime("%Y-%m-%d %H:%M"), region, product, quantity, amount])
for at in chance.sample(range(20, ROWS), 6):
    rows[at][5] = f"${chance.uniform(1000, 2999):,.2f}"
for at in sorted(chance.sample(range(5, ROWS), 9), reverse=True):
    rows.insert(at, [""] * 6)

with (Path(__file__).parent / "sales.csv").open("w", newline="") as file:
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(["id", "created_at", "region", "product", "quantity", "amount"])
    writer.writerows(rows)
