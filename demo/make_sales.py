"""Writes sales.csv, made-up sales of one year with faults on purpose: blank rows, three dates that are "unknown", no column called date."""

import csv
import random
from datetime import datetime, timedelta
from pathlib import Path

ROWS = 320
PRODUCTS = {"Notebook": 4.9, "Desk lamp": 38, "Office chair": 189, "Monitor": 249, "Headset": 79.5, "Laptop": 1299}

chance = random.Random(20250101)
moments = sorted(datetime(2025, 1, 1, 8) + timedelta(minutes=chance.randrange(364 * 24 * 60)) for _ in range(ROWS))
rows = []
for number, moment in enumerate(moments, 1001):
    product = chance.choice(list(PRODUCTS))
    quantity = chance.randint(1, 3 if product == "Laptop" else 12) + (2 if moment.month >= 11 else 0)
    region = chance.choice(["North", "South", "East", "West"])
    amount = f"{quantity * PRODUCTS[product]:.2f}"
    rows.append([f"S{number}", moment.strftime("%Y-%m-%d %H:%M"), region, product, amount])
for at in (40, 152, 263):
    rows[at][1] = "unknown"
for at in sorted(chance.sample(range(5, ROWS), 9), reverse=True):
    rows.insert(at, [""] * 5)

with (Path(__file__).parent / "sales.csv").open("w", newline="") as file:
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(["id", "created_at", "region", "product", "amount"])
    writer.writerows(rows)
