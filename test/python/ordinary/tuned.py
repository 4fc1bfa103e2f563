import pandas as pd
df = pd.read_csv('sales.csv')
total = df['Revenue'].sum()
print(f"Total revenue: ${total:,.2f}")
# %%
import pandas as pd
df = pd.read_csv("/workspace/sales.csv", parse_dates=["Date"])
df["month"] = df["Date"].dt.to_period("M")
monthly = df.groupby("month")["Revenue"].sum().reset_index()
print(monthly.to_string(index=False))
# %%
import pandas as pd
import matplotlib.pyplot as plt
df = pd.read_csv('sales.csv')
by_region = df.groupby('Region')['Revenue'].sum().sort_values(ascending=False)
fig, ax = plt.subplots(figsize=(10, 6))
by_region.plot(kind='bar', ax=ax, color='steelblue')
ax.set_title('Revenue by Region')
ax.set_xlabel('Region')
ax.set_ylabel('Revenue')
plt.xticks(rotation=45)
plt.tight_layout()
plt.savefig('revenue_by_region.png', dpi=150)
plt.close()
print('Saved revenue_by_region.png')
# %%
import pandas as pd
df = pd.read_excel('report.xlsx', sheet_name=0)
print(df.head())
print(df.dtypes)
print(df.isnull().sum())
print(df.describe(include='all'))
# %%
import pandas as pd
import numpy as np
df = pd.read_csv('titanic.csv')
df['Age'] = df['Age'].fillna(df['Age'].median())
bins = [0, 12, 18, 35, 60, np.inf]
names = ['child', 'teen', 'young', 'adult', 'senior']
df['group'] = pd.cut(df['Age'], bins=bins, labels=names)
print(df.groupby('group', observed=True)['Survived'].mean().round(3))
# %%
import pandas as pd
df = pd.read_csv('titanic.csv')
pivot = df.pivot_table(values='Fare', index='Pclass', columns='Sex', aggfunc=['mean', 'median'])
print(pivot)
pivot.to_csv('pivot.csv')
# %%
import pandas as pd
a = pd.read_csv('orders.csv')
b = pd.read_csv('customers.csv')
merged = a.merge(b, on='customer_id', how='left', validate='m:1', indicator=True)
print(merged['_merge'].value_counts())
missing = merged[merged['_merge'] == 'left_only']
print(len(missing))
# %%
import pandas as pd
from datetime import datetime, timedelta
df = pd.read_csv('events.csv')
df['ts'] = pd.to_datetime(df['ts'], errors='coerce', utc=True)
cutoff = pd.Timestamp.now(tz='UTC') - timedelta(days=30)
recent = df.loc[df['ts'] >= cutoff]
print(recent.shape[0], datetime.now().strftime('%Y-%m-%d'))
# %%
import csv
from collections import Counter, defaultdict
counts = Counter()
sums = defaultdict(float)
with open('sales.csv', newline='', encoding='utf-8') as f:
    reader = csv.DictReader(f)
    for row in reader:
        counts[row['Region']] += 1
        sums[row['Region']] += float(row['Revenue'] or 0)
for region, n in counts.most_common(5):
    print(region, n, round(sums[region] / n, 2))
# %%
import json
with open('data.json') as f:
    data = json.load(f)
names = [item['name'] for item in data['items'] if item.get('active')]
print(json.dumps(sorted(names), indent=2, ensure_ascii=False))
# %%
import pandas as pd
df = pd.read_csv('sales.csv')
def classify(row):
    if row['Revenue'] > 1000:
        return 'high'
    elif row['Revenue'] > 100:
        return 'mid'
    return 'low'
df['class'] = df.apply(classify, axis=1)
print(df['class'].value_counts(normalize=True).mul(100).round(1))
# %%
import numpy as np
x = np.linspace(0, 10, 100)
y = np.sin(x) + np.random.default_rng(0).normal(0, 0.1, x.size)
coef = np.polyfit(x, y, 3)
fit = np.poly1d(coef)
print(fit(5.0), np.sqrt(np.mean((y - fit(x)) ** 2)))
# %%
import pandas as pd
import seaborn as sns
import matplotlib.pyplot as plt
df = pd.read_csv('titanic.csv')
sns.set_theme(style='whitegrid')
g = sns.catplot(data=df, x='Pclass', y='Fare', hue='Sex', kind='box', height=5)
g.set_axis_labels('Class', 'Fare')
g.savefig('box.png')
# %%
from scipy import stats
import pandas as pd
df = pd.read_csv('titanic.csv')
a = df.loc[df['Sex'] == 'male', 'Fare'].dropna()
b = df.loc[df['Sex'] == 'female', 'Fare'].dropna()
t, p = stats.ttest_ind(a, b, equal_var=False)
print(f't = {t:.3f}, p = {p:.4g}')
print('significant' if p < 0.05 else 'not significant')
# %%
import pandas as pd
from sklearn.linear_model import LinearRegression
from sklearn.model_selection import train_test_split
from sklearn.metrics import mean_squared_error, r2_score
df = pd.read_csv('sales.csv').dropna()
X = df[['Units_Sold', 'Unit Price']]
y = df['Revenue']
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=42)
model = LinearRegression()
model.fit(X_train, y_train)
pred = model.predict(X_test)
print('R2', r2_score(y_test, pred), 'RMSE', mean_squared_error(y_test, pred) ** 0.5)
for name, c in zip(X.columns, model.coef_):
    print(name, c)
print(model.intercept_)
# %%
import polars as pl
df = pl.read_csv('sales.csv')
out = (
    df.group_by('Region')
    .agg(pl.col('Revenue').sum().alias('total'), pl.len().alias('n'))
    .sort('total', descending=True)
)
print(out)
out.write_csv('by_region.csv')
# %%
import duckdb
con = duckdb.connect()
res = con.execute("""
    SELECT Region, SUM(Revenue) AS total, COUNT(*) AS n
    FROM read_csv_auto('sales.csv')
    GROUP BY Region
    ORDER BY total DESC
""").fetchdf()
print(res)
# %%
import pandas as pd
df = pd.read_csv('销售.csv', encoding='gb18030')
df.columns = df.columns.str.strip()
结果 = df.groupby('地区')['销售额（元）'].agg(['sum', 'mean', 'count'])
print(结果.sort_values('sum', ascending=False))
结果.to_excel('结果.xlsx')
# %%
import pandas as pd
try:
    df = pd.read_csv('sales.csv', encoding='utf-8')
except UnicodeDecodeError:
    df = pd.read_csv('sales.csv', encoding='latin-1')
except FileNotFoundError as e:
    print(f'Missing: {e}')
    raise
print(df.shape)
# %%
import os
import pandas as pd
for name in sorted(os.listdir('.')):
    if name.endswith('.csv'):
        d = pd.read_csv(name)
        print(name, os.path.getsize(name), d.shape)
# %%
from pathlib import Path
import pandas as pd
frames = []
for p in sorted(Path('/workspace').glob('*.csv')):
    part = pd.read_csv(p)
    part['source'] = p.stem
    frames.append(part)
df = pd.concat(frames, ignore_index=True)
print(df.groupby('source').size())
# %%
import re
text = open('notes.txt', encoding='utf-8').read()
words = re.findall(r"[a-z']+", text.lower())
from collections import Counter
for w, n in Counter(words).most_common(10):
    print(f'{w:<15}{n:>6}')
# %%
import pandas as pd
df = pd.read_csv('sales.csv')
corr = df.select_dtypes(include='number').corr()
import seaborn as sns
import matplotlib.pyplot as plt
plt.figure(figsize=(8, 6))
sns.heatmap(corr, annot=True, fmt='.2f', cmap='coolwarm', vmin=-1, vmax=1)
plt.title('Correlation')
plt.savefig('corr.png', bbox_inches='tight')
# %%
import pandas as pd
df = pd.read_csv('sales.csv')
q1, q3 = df['Revenue'].quantile([0.25, 0.75])
iqr = q3 - q1
mask = (df['Revenue'] < q1 - 1.5 * iqr) | (df['Revenue'] > q3 + 1.5 * iqr)
print('outliers:', mask.sum())
print(df[mask].head(10))
# %%
class Account:
    def __init__(self, owner, balance=0):
        self.owner = owner
        self._balance = balance

    @property
    def balance(self):
        return self._balance

    def deposit(self, amount):
        if amount <= 0:
            raise ValueError('amount must be positive')
        self._balance += amount
        return self

    def __repr__(self):
        return f'Account({self.owner!r}, {self._balance})'

a = Account('Ada')
a.deposit(50).deposit(25)
print(a, a.balance)
# %%
from dataclasses import dataclass, field, asdict
from typing import List, Optional

@dataclass
class Item:
    name: str
    price: float
    tags: List[str] = field(default_factory=list)
    note: Optional[str] = None

items = [Item('a', 1.5), Item('b', 2.0, ['x'])]
print(sum(i.price for i in items))
print([asdict(i) for i in items])
# %%
from functools import lru_cache

@lru_cache(maxsize=None)
def fib(n: int) -> int:
    return n if n < 2 else fib(n - 1) + fib(n - 2)

print([fib(i) for i in range(20)])
# %%
import math
def primes(n):
    sieve = [True] * (n + 1)
    sieve[0:2] = [False, False]
    for i in range(2, int(math.sqrt(n)) + 1):
        if sieve[i]:
            sieve[i * i::i] = [False] * len(sieve[i * i::i])
    return [i for i, ok in enumerate(sieve) if ok]
print(primes(100))
# %%
import statistics as st
values = [12, 15, 11, 19, 22, 15, 14]
print('mean', st.mean(values))
print('median', st.median(values))
print('stdev', round(st.stdev(values), 3))
print('mode', st.mode(values))
# %%
from datetime import date, datetime, timedelta
import calendar
d = date(2024, 2, 1)
print(calendar.monthrange(d.year, d.month)[1])
start = datetime.strptime('2024-01-15', '%Y-%m-%d')
for i in range(5):
    day = start + timedelta(weeks=i)
    print(day.date().isoformat(), day.strftime('%A'), day.isocalendar().week)
# %%
import itertools
for a, b in itertools.combinations(['x', 'y', 'z'], 2):
    print(a, b)
print(list(itertools.chain.from_iterable([[1, 2], [3]])))
for key, grp in itertools.groupby(sorted(['apple', 'avocado', 'bean']), key=lambda s: s[0]):
    print(key, list(grp))
# %%
import pandas as pd
df = pd.DataFrame({'a': [1, 2, None], 'b': ['x', None, 'z']})
print(df.isna().mean().mul(100).round(1).astype(str) + '%')
df = df.fillna({'a': 0, 'b': 'unknown'})
print(df)
# %%
import pandas as pd
df = pd.read_csv('sales.csv')
df['Date'] = pd.to_datetime(df['Date'])
df = df.set_index('Date').sort_index()
weekly = df['Revenue'].resample('W').sum()
rolling = weekly.rolling(4, min_periods=1).mean()
growth = weekly.pct_change() * 100
print(pd.DataFrame({'weekly': weekly, 'rolling': rolling, 'growth': growth}).tail(8))
# %%
import pandas as pd
df = pd.read_csv('sales.csv')
top = df.nlargest(10, 'Revenue')[['Region', 'Revenue']]
top.index = range(1, len(top) + 1)
print(top.to_markdown())
with pd.ExcelWriter('top.xlsx', engine='openpyxl') as writer:
    top.to_excel(writer, sheet_name='top', index=False)
    df.describe().to_excel(writer, sheet_name='stats')
print('done')
# %%
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font, PatternFill, Alignment
from openpyxl.utils import get_column_letter
wb = Workbook()
ws = wb.active
ws.title = 'Summary'
ws.append(['Region', 'Total'])
for row in [('North', 10), ('South', 20)]:
    ws.append(row)
for cell in ws[1]:
    cell.font = Font(bold=True)
    cell.fill = PatternFill('solid', fgColor='DDDDDD')
    cell.alignment = Alignment(horizontal='center')
ws.column_dimensions[get_column_letter(1)].width = 20
ws.freeze_panes = 'A2'
wb.save('summary.xlsx')
# %%
from openpyxl import load_workbook
wb = load_workbook('report.xlsx', read_only=True, data_only=True)
for ws in wb.worksheets:
    print(ws.title, ws.max_row, ws.max_column)
    for row in ws.iter_rows(min_row=1, max_row=3, values_only=True):
        print(row)
wb.close()
# %%
import pyarrow.parquet as pq
import pyarrow as pa
import pandas as pd
df = pd.read_csv('sales.csv')
table = pa.Table.from_pandas(df)
pq.write_table(table, 'sales.parquet', compression='snappy')
print(pq.read_metadata('sales.parquet').num_rows)
print(pq.read_table('sales.parquet', columns=['Region']).to_pandas().head())
# %%
import pandas as pd
df = pd.read_csv('sales.csv')
agg = df.groupby(['Region', 'Product'], as_index=False).agg(
    total=('Revenue', 'sum'),
    average=('Revenue', 'mean'),
    orders=('Revenue', 'count'),
    last=('Date', 'max'),
)
agg['share'] = agg['total'] / agg['total'].sum()
print(agg.sort_values('total', ascending=False).head(10).round(2))
# %%
import pandas as pd
import numpy as np
df = pd.read_csv('sales.csv')
df['Revenue'] = (
    df['Revenue'].astype(str)
    .str.replace('$', '', regex=False)
    .str.replace(',', '', regex=False)
    .str.strip()
)
df['Revenue'] = pd.to_numeric(df['Revenue'], errors='coerce')
df['log'] = np.log1p(df['Revenue'].clip(lower=0))
print(df['log'].describe())
# %%
import pandas as pd
df = pd.read_csv('sales.csv')
print(df.columns.tolist())
df.columns = [c.strip().lower().replace(' ', '_') for c in df.columns]
df = df.rename(columns={'unit_price': 'price'})
df = df.drop_duplicates().reset_index(drop=True)
print(df.price.mean(), df.region.nunique())
# %%
import pandas as pd
df = pd.read_csv('sales.csv')
for i, row in df.iterrows():
    if pd.isna(row['Revenue']):
        print('row', i, 'has no revenue')
for t in df.head(3).itertuples(index=False):
    print(t.Region, t.Revenue)
# %%
import matplotlib
matplotlib.use('Agg')
import matplotlib.pyplot as plt
import numpy as np
plt.style.use('ggplot')
plt.rcParams['figure.figsize'] = (8, 4)
plt.rcParams['font.size'] = 12
x = np.arange(12)
fig, axes = plt.subplots(2, 2, sharex=True)
for ax, k in zip(axes.flatten(), [1, 2, 3, 4]):
    ax.plot(x, x ** k, marker='o', label=f'x^{k}')
    ax.legend(loc='upper left')
    ax.grid(True, alpha=0.3)
fig.suptitle('Powers')
fig.tight_layout()
fig.savefig('powers.png')
# %%
import matplotlib.pyplot as plt
import matplotlib.dates as mdates
import pandas as pd
df = pd.read_csv('sales.csv', parse_dates=['Date'])
fig, ax = plt.subplots()
ax.plot(df['Date'], df['Revenue'])
ax.xaxis.set_major_locator(mdates.MonthLocator())
ax.xaxis.set_major_formatter(mdates.DateFormatter('%b %Y'))
fig.autofmt_xdate()
for spine in ['top', 'right']:
    ax.spines[spine].set_visible(False)
ax.annotate('max', xy=(df['Date'].iloc[0], df['Revenue'].max()), fontsize=9)
plt.savefig('trend.png')
plt.show()
# %%
import matplotlib.pyplot as plt
from matplotlib.ticker import FuncFormatter
import pandas as pd
df = pd.read_csv('sales.csv')
s = df.groupby('Region')['Revenue'].sum()
ax = s.plot.barh()
ax.xaxis.set_major_formatter(FuncFormatter(lambda v, _: f'{v/1000:.0f}k'))
for bar in ax.patches:
    ax.text(bar.get_width(), bar.get_y() + bar.get_height() / 2, f'{bar.get_width():,.0f}', va='center')
plt.savefig('bars.png')
# %%
import pandas as pd
import matplotlib.pyplot as plt
df = pd.read_csv('titanic.csv')
counts = df['Pclass'].value_counts()
plt.pie(counts, labels=counts.index, autopct='%1.1f%%', startangle=90)
plt.axis('equal')
plt.savefig('pie.png')
plt.clf()
df['Age'].hist(bins=20, edgecolor='black')
plt.savefig('ages.png')
# %%
from sklearn.cluster import KMeans
from sklearn.preprocessing import StandardScaler
import pandas as pd
df = pd.read_csv('customers.csv')
X = StandardScaler().fit_transform(df[['age', 'income']].fillna(0))
km = KMeans(n_clusters=3, n_init=10, random_state=0)
df['cluster'] = km.fit_predict(X)
print(df.groupby('cluster')[['age', 'income']].mean())
print(km.inertia_, km.cluster_centers_)
# %%
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.compose import ColumnTransformer
from sklearn.impute import SimpleImputer
from sklearn.preprocessing import OneHotEncoder, StandardScaler
from sklearn.ensemble import RandomForestClassifier
from sklearn.model_selection import cross_val_score
import pandas as pd
df = pd.read_csv('titanic.csv')
num, cat = ['Age', 'Fare'], ['Sex', 'Pclass']
pre = ColumnTransformer([
    ('num', make_pipeline(SimpleImputer(strategy='median'), StandardScaler()), num),
    ('cat', OneHotEncoder(handle_unknown='ignore'), cat),
])
clf = Pipeline([('pre', pre), ('rf', RandomForestClassifier(n_estimators=100, random_state=0, n_jobs=-1))])
scores = cross_val_score(clf, df[num + cat], df['Survived'], cv=5, scoring='accuracy')
print(scores.mean().round(3), scores.std().round(3))
clf.fit(df[num + cat], df['Survived'])
imp = pd.Series(clf.named_steps['rf'].feature_importances_)
print(imp.sort_values(ascending=False).head())
# %%
from scipy.optimize import curve_fit, minimize
import numpy as np
def model(x, a, b):
    return a * np.exp(-b * x)
x = np.array([0, 1, 2, 3, 4], dtype=float)
y = np.array([5.0, 3.1, 1.8, 1.1, 0.7])
params, cov = curve_fit(model, x, y, p0=[5, 0.5])
print(params, np.sqrt(np.diag(cov)))
res = minimize(lambda v: (v[0] - 3) ** 2 + 1, x0=[0.0])
print(res.x, res.success, res.fun)
# %%
import pandas as pd
df = pd.read_csv('sales.csv')
high = df.query('Revenue > 500 and Region == "North"')
limit = df['Revenue'].mean()
above = df.query('Revenue > @limit')
print(len(high), len(above))
df = df.eval('profit = Revenue - cost')
print(df['profit'].sum())
# %%
import pandas as pd
df = pd.read_csv('sales.csv')
df['Rank'] = df.groupby('Region')['Revenue'].rank(ascending=False, method='dense')
df['cum'] = df.groupby('Region')['Revenue'].cumsum()
df['prev'] = df.groupby('Region')['Revenue'].shift(1)
df['share'] = df['Revenue'] / df.groupby('Region')['Revenue'].transform('sum')
print(df.loc[df['Rank'] <= 3, ['Region', 'Revenue', 'share']])
# %%
import pandas as pd
df = pd.read_csv('survey.csv')
long = df.melt(id_vars='id', var_name='question', value_name='answer')
long['answer'] = long['answer'].str.lower().map({'yes': 1, 'no': 0})
tab = pd.crosstab(long['question'], long['answer'], normalize='index')
print(tab)
# %%
import pandas as pd
df = pd.read_csv('sales.csv')
def summarize(group):
    return pd.Series({
        'n': len(group),
        'total': group['Revenue'].sum(),
        'best': group.loc[group['Revenue'].idxmax(), 'Date'],
    })
print(df.groupby('Region').apply(summarize, include_groups=False))
# %%
import sqlite3
import pandas as pd
df = pd.read_csv('sales.csv')
conn = sqlite3.connect(':memory:')
df.to_sql('sales', conn, index=False, if_exists='replace')
print(pd.read_sql_query('SELECT Region, AVG(Revenue) AS avg FROM sales GROUP BY Region', conn))
conn.close()
# %%
import sqlite3
con = sqlite3.connect('data.db')
cur = con.cursor()
cur.execute("SELECT name FROM sqlite_master WHERE type='table'")
for (name,) in cur.fetchall():
    print(name)
cur.close()
# %%
import random
random.seed(42)
rolls = [random.randint(1, 6) for _ in range(1000)]
print(sum(rolls) / len(rolls))
random.shuffle(rolls)
print(random.sample(rolls, 5), random.choice(['a', 'b']))
# %%
from decimal import Decimal, ROUND_HALF_UP, getcontext
getcontext().prec = 28
total = sum((Decimal(x) for x in ['1.10', '2.25', '3.335']), Decimal('0'))
print(total.quantize(Decimal('0.01'), rounding=ROUND_HALF_UP))
# %%
data = {'a': 3, 'b': 1, 'c': 2}
for k, v in sorted(data.items(), key=lambda kv: kv[1], reverse=True):
    print(f'{k}: {v}')
best = max(data, key=data.get)
print(best, list(map(str, data.values())), all(v > 0 for v in data.values()))
# %%
import pandas as pd
import warnings
warnings.filterwarnings('ignore')
pd.set_option('display.max_columns', None)
pd.options.display.float_format = '{:.2f}'.format
df = pd.read_csv('sales.csv')
print(df.sample(5, random_state=1))
# %%
import pandas as pd
df = pd.read_csv('log.txt', sep=r'\s+', header=None, names=['ip', 'time', 'status'], engine='python')
bad = df[df['status'].astype(int) >= 500]
print(bad['ip'].value_counts().head(3))
# %%
import zipfile
with zipfile.ZipFile('archive.zip') as z:
    for info in z.infolist():
        print(info.filename, info.file_size)
    with z.open('inner.csv') as f:
        import pandas as pd
        print(pd.read_csv(f).shape)
# %%
import hashlib
h = hashlib.sha256()
with open('sales.csv', 'rb') as f:
    while chunk := f.read(8192):
        h.update(chunk)
print(h.hexdigest())
# %%
import pandas as pd
chunks = pd.read_csv('big.csv', chunksize=100_000)
total = 0
for chunk in chunks:
    total += chunk['amount'].sum()
print(f'{total:,}')
# %%
import pandas as pd
df = pd.read_csv('sales.csv')
num_cols = df.select_dtypes(include=['number']).columns
for col in num_cols:
    print(f"{col}: mean={df[col].mean():.2f}, std={df[col].std():.2f}, skew={df[col].skew():.2f}")
# %%
import numpy as np
a = np.array([[2.0, 1.0], [1.0, 3.0]])
b = np.array([1.0, 2.0])
x = np.linalg.solve(a, b)
w, v = np.linalg.eigh(a)
print(x, w, v @ np.diag(w) @ v.T)
print(np.allclose(a @ x, b), a.T.shape, np.linalg.det(a))
# %%
import numpy as np
rng = np.random.default_rng(seed=7)
samples = rng.normal(100, 15, size=10_000)
boot = [rng.choice(samples, size=500, replace=True).mean() for _ in range(200)]
lo, hi = np.percentile(boot, [2.5, 97.5])
print(f'95% CI: [{lo:.2f}, {hi:.2f}]')
# %%
import pandas as pd
df = pd.read_csv('sales.csv')
df['Date'] = pd.to_datetime(df['Date'], format='mixed', dayfirst=True)
df['year'] = df.Date.dt.year
df['quarter'] = df.Date.dt.quarter
df['weekday'] = df.Date.dt.day_name()
print(df.pivot_table(index='year', columns='quarter', values='Revenue', aggfunc='sum', fill_value=0, margins=True))
# %%
def main():
    import pandas as pd
    df = pd.read_csv('sales.csv')
    print(df['Revenue'].sum())

if __name__ == '__main__':
    main()
# %%
import pandas as pd
def load_data(path: str) -> pd.DataFrame:
    """Load the data."""
    return pd.read_csv(path)

def clean(df: pd.DataFrame) -> pd.DataFrame:
    df = df.copy()
    df = df.dropna(subset=['Revenue'])
    return df[df['Revenue'] > 0]

df = clean(load_data('sales.csv'))
print(df.shape)
# %%
import pandas as pd
df = pd.read_csv('sales.csv')
result = (
    df.assign(profit=lambda d: d['Revenue'] - d[' cost '], margin=lambda d: d['profit'] / d['Revenue'])
      .loc[lambda d: d['margin'].between(0, 1)]
      .groupby('Region')['margin']
      .mean()
      .to_dict()
)
print(result)
# %%
import pandas as pd
s = pd.Series([3, 1, 2], index=list('abc'), name='v')
print(s.sort_values().index.tolist(), s.idxmax(), s.to_frame().T)
s.index.name = 'key'
print(s.reset_index().values.tolist())
# %%
import pandas as pd
import numpy as np
df = pd.read_csv('sales.csv')
df['flag'] = np.where(df['Revenue'] > 100, 'yes', 'no')
df['tier'] = np.select([df['Revenue'] > 1000, df['Revenue'] > 100], ['A', 'B'], default='C')
print(df.groupby(['flag', 'tier']).size().unstack(fill_value=0))
# %%
import os
os.makedirs('output', exist_ok=True)
import pandas as pd
df = pd.read_csv('sales.csv')
for region, part in df.groupby('Region'):
    out = os.path.join('output', f'{region}.csv')
    part.to_csv(out, index=False)
    print(out, len(part))
# %%
import textwrap, string
text = 'the quick brown fox ' * 10
print(textwrap.fill(text, width=40))
clean = text.translate(str.maketrans('', '', string.punctuation)).split()
print(len(set(clean)), ' '.join(sorted(set(clean))).title())
# %%
import time
start = time.perf_counter()
total = sum(i * i for i in range(100_000))
print(total, f'{time.perf_counter() - start:.3f}s')
# %%
import pandas as pd
df = pd.read_json('data.json', orient='records', lines=True)
flat = pd.json_normalize(df['payload'].tolist(), sep='_')
print(flat.head().to_string())
flat.to_json('flat.json', orient='records', force_ascii=False)
# %%
import pandas as pd
df = pd.read_csv('sales.csv')
stats = {}
for col in ['Revenue', 'Units_Sold']:
    stats[col] = {'min': df[col].min(), 'max': df[col].max(), 'mean': round(df[col].mean(), 2)}
print(pd.DataFrame(stats).T)
# %%
import polars as pl
q = (
    pl.scan_csv('sales.csv', try_parse_dates=True)
    .filter(pl.col('Revenue') > 0)
    .with_columns((pl.col('Revenue') * 0.2).alias('tax'), pl.col('Date').dt.month().alias('month'))
    .group_by('month')
    .agg(pl.sum('tax'), pl.col('Revenue').mean().round(2).name.suffix('_mean'))
)
df = q.collect()
print(df.to_pandas() if df.height else 'empty')
df.write_parquet('tax.parquet')
# %%
import polars as pl
df = pl.DataFrame({'a': [1, 2, 3], 'b': ['x', 'y', None]})
print(df.select(pl.when(pl.col('a') > 1).then(pl.lit('big')).otherwise(pl.lit('small')).alias('size')))
print(df.null_count(), df.schema, df['a'].to_list())
print(df.join(df, on='a', how='inner').with_columns(pl.col('b').fill_null('-').str.to_uppercase()))
# %%
import duckdb
import pandas as pd
df = pd.read_csv('sales.csv')
print(duckdb.query("SELECT Region, median(Revenue) FROM df GROUP BY ALL ORDER BY 2 DESC").to_df())
# %%
import duckdb
region = 'North'
rows = duckdb.execute("SELECT count(*) FROM 'sales.csv' WHERE Region = ?", [region]).fetchone()
print(rows[0])
# %%
from scipy.stats import pearsonr, chi2_contingency, shapiro, mannwhitneyu
import pandas as pd
df = pd.read_csv('titanic.csv').dropna(subset=['Age', 'Fare'])
r, p = pearsonr(df['Age'], df['Fare'])
print(f'r={r:.3f} p={p:.3g}')
chi2, p, dof, expected = chi2_contingency(pd.crosstab(df['Sex'], df['Survived']))
print(chi2, p, dof)
print(shapiro(df['Age']).pvalue)
# %%
import pandas as pd
df = pd.read_csv('sales.csv')
dups = df[df.duplicated(keep=False)]
print(f'{len(dups)} duplicate rows')
print(dups.sort_values(list(df.columns)).head())
df.drop_duplicates(inplace=True)
df.to_csv('clean_sales.csv', index=False, encoding='utf-8-sig')
# %%
numbers = [1, 2, 3, 4]
squares = {n: n ** 2 for n in numbers}
evens = list(filter(lambda n: n % 2 == 0, numbers))
print(squares, evens, sum(squares.values()), any(n > 3 for n in numbers))
print(*numbers, sep=', ', end='\n')
# %%
matrix = [[1, 2, 3], [4, 5, 6]]
print([list(col) for col in zip(*matrix)])
first, *rest = matrix[0]
print(first, rest, divmod(17, 5), abs(-3), pow(2, 10), bin(5), hex(255))
# %%
from collections import OrderedDict, deque, namedtuple, ChainMap
Point = namedtuple('Point', ['x', 'y'])
pts = [Point(1, 2), Point(3, 4)]
print(max(pts, key=lambda p: p.x), pts[0]._asdict(), pts[0]._replace(x=9))
q = deque(maxlen=3)
for i in range(5):
    q.append(i)
print(q, q.popleft())
# %%
from enum import Enum
class Color(Enum):
    RED = 1
    GREEN = 2
print([c.name for c in Color], Color(1), Color['GREEN'].value, Color.RED.name)
# %%
def parse(s):
    try:
        return float(s.replace(',', '.').strip())
    except (ValueError, AttributeError):
        return None
    finally:
        pass
print([parse(x) for x in ['1,5', ' 2 ', 'abc']])
# %%
import pandas as pd
from io import StringIO
raw = """name,score
Ann,90
Bob,85
"""
df = pd.read_csv(StringIO(raw))
print(df.sort_values('score', ascending=False).iloc[0]['name'])
# %%
import pandas as pd
df = pd.read_csv('sales.csv', usecols=['Region', 'Revenue'], dtype={'Region': 'category'}, na_values=['-', 'n/a'], thousands=',')
print(df.memory_usage(deep=True).sum(), df['Region'].cat.categories.tolist())
df.info()
# %%
import pandas as pd
xls = pd.ExcelFile('report.xlsx')
for sheet in xls.sheet_names:
    d = xls.parse(sheet)
    print(sheet, d.shape)
sheets = pd.read_excel('report.xlsx', sheet_name=None)
print({name: len(d) for name, d in sheets.items()})
# %%
import numpy as np
import pandas as pd
dates = pd.date_range('2024-01-01', periods=10, freq='D')
df = pd.DataFrame({'v': np.random.randn(10)}, index=dates)
df['ewm'] = df['v'].ewm(span=3).mean()
df['z'] = (df['v'] - df['v'].mean()) / df['v'].std(ddof=0)
print(df.round(3).asfreq('2D'))
df.to_csv('series.csv')
# %%
import pandas as pd
import numpy as np
df = pd.read_csv('titanic.csv')
total = df.isnull().sum().sort_values(ascending=False)
percent = (df.isnull().sum() / df.isnull().count() * 100).sort_values(ascending=False)
missing = pd.concat([total, percent], axis=1, keys=['Total', 'Percent'])
print(missing[missing['Total'] > 0])
# %%
import sys
import platform
import pandas as pd, numpy as np
print(sys.version.split()[0], pd.__version__, np.__version__)
print(sys.getsizeof([1, 2, 3]), sys.maxsize)
# %%
import unicodedata, re
def slug(s):
    s = unicodedata.normalize('NFKD', s).encode('ascii', 'ignore').decode('ascii')
    return re.sub(r'[^a-z0-9]+', '-', s.lower()).strip('-')
print(slug('Crème Brûlée 2024'))
# %%
import pandas as pd
a = pd.read_csv('jan.csv'); b = pd.read_csv('feb.csv')
diff = a.merge(b, on='id', how='outer', suffixes=('_jan', '_feb'))
diff['change'] = diff['amount_feb'].sub(diff['amount_jan'], fill_value=0)
print(diff.loc[diff['change'].abs().nlargest(5).index])
assert diff['id'].is_unique
# %%
import pandas as pd
df = pd.read_csv('sales.csv')
df['Revenue'].plot.hist(bins=30, title='Revenue').get_figure().savefig('hist.png')
ax = df.plot.scatter(x='Units_Sold', y='Revenue', alpha=0.5)
ax.figure.savefig('scatter.svg')
ax = df.boxplot(column='Revenue', by='Region')
# %%
import seaborn as sns, matplotlib.pyplot as plt, pandas as pd
df = pd.read_csv('titanic.csv')
fig, axs = plt.subplots(1, 3, figsize=(15, 4))
sns.countplot(data=df, x='Survived', ax=axs[0], palette='Set2')
sns.histplot(df['Age'].dropna(), kde=True, ax=axs[1])
sns.scatterplot(data=df, x='Age', y='Fare', hue='Sex', ax=axs[2])
axs[1].axvline(df['Age'].mean(), color='r', linestyle='--')
plt.tight_layout()
plt.savefig('overview.png')
sns.pairplot(df[['Age', 'Fare']].dropna()).savefig('pairs.png')
# %%
import pandas as pd
from sklearn.tree import DecisionTreeClassifier, export_text, plot_tree
from sklearn.metrics import classification_report, confusion_matrix, accuracy_score
from sklearn.model_selection import GridSearchCV
df = pd.read_csv('titanic.csv')[['Pclass', 'Fare', 'Survived']].dropna()
grid = GridSearchCV(DecisionTreeClassifier(random_state=0), {'max_depth': [2, 3, 4]}, cv=3)
grid.fit(df[['Pclass', 'Fare']], df['Survived'])
best = grid.best_estimator_
print(grid.best_params_, grid.best_score_)
print(export_text(best, feature_names=['Pclass', 'Fare']))
pred = best.predict(df[['Pclass', 'Fare']])
print(classification_report(df['Survived'], pred), confusion_matrix(df['Survived'], pred))
# %%
from sklearn.decomposition import PCA
from sklearn.preprocessing import MinMaxScaler, LabelEncoder
import pandas as pd
df = pd.read_csv('customers.csv')
num = df.select_dtypes('number')
pca = PCA(n_components=2)
xy = pca.fit_transform(MinMaxScaler().fit_transform(num))
print(pca.explained_variance_ratio_.cumsum(), xy[:3])
print(LabelEncoder().fit_transform(df['city'])[:5])
# %%
from sklearn.feature_extraction.text import TfidfVectorizer, CountVectorizer
docs = ['good service', 'bad service', 'very good']
v = TfidfVectorizer(stop_words='english', ngram_range=(1, 2))
m = v.fit_transform(docs)
print(v.get_feature_names_out(), m.toarray().round(2), v.vocabulary_)
# %%
from scipy.cluster.hierarchy import linkage, dendrogram, fcluster
from scipy.spatial.distance import pdist, squareform
import numpy as np, matplotlib.pyplot as plt
X = np.random.rand(10, 3)
Z = linkage(pdist(X), 'ward')
dendrogram(Z)
plt.savefig('tree.png')
print(fcluster(Z, 3, criterion='maxclust'))
# %%
from scipy.interpolate import interp1d
from scipy.signal import find_peaks, savgol_filter
import numpy as np
x = np.arange(50.0)
y = np.sin(x / 4)
f = interp1d(x, y, kind='cubic')
print(f(3.3), find_peaks(y)[0], savgol_filter(y, 7, 2)[:3])
# %%
import pandas as pd
df = pd.read_csv('stocks.csv', index_col='date', parse_dates=True)
returns = df['close'].pct_change().dropna()
print((1 + returns).cumprod().iloc[-1] - 1, returns.std() * 252 ** 0.5)
print(df.close.rolling(20).mean().tail(), df['open'].max())
# %%
with open('summary.md', 'w', encoding='utf-8') as out:
    out.write('# Summary\n\n')
    for i, line in enumerate(['a', 'b'], start=1):
        out.write(f'{i}. {line}\n')
    print('done', file=out)
print('written')
# %%
import csv
rows = [['name', 'qty'], ['a', 1], ['b', 2]]
with open('out.csv', 'w', newline='') as f:
    w = csv.writer(f, delimiter=';')
    w.writerows(rows)
with open('out2.csv', 'w', newline='') as f:
    w = csv.DictWriter(f, fieldnames=['name', 'qty'])
    w.writeheader()
    w.writerow({'name': 'a', 'qty': 1})
# %%
lines = open('notes.txt').read().splitlines()
longest = max(lines, key=len)
print(len(lines), len(longest), longest[:50])
for i, line in enumerate(lines):
    if 'error' in line.lower():
        print(i, line.rstrip())
# %%
from zoneinfo import ZoneInfo
from datetime import datetime, timezone
now = datetime.now(timezone.utc)
print(now.astimezone(ZoneInfo('Asia/Shanghai')).isoformat(timespec='seconds'))
print((datetime(2025, 1, 1, tzinfo=timezone.utc) - now).days)
# %%
from dateutil.relativedelta import relativedelta
from dateutil import parser
from datetime import date
print(date.today() + relativedelta(months=3), parser.parse('Jan 5 2024').date())
# %%
import pandas as pd
df = pd.read_csv('sales.csv')
cols = ['Revenue', 'Units_Sold']
funcs = {'mean': 'mean', 'total': 'sum', 'spread': lambda s: s.max() - s.min()}
for name, fn in funcs.items():
    print(name, df[cols].agg(fn).to_dict())
# %%
import pandas as pd
df = pd.read_csv('sales.csv')
df.loc[df['Region'].isna(), 'Region'] = 'Unknown'
df.at[0, 'Revenue'] = 10
df.iloc[1:3, 0] = 'x'
df.insert(0, 'id', range(len(df)))
print(df.pop('id').max(), df.drop(columns=['Region']).columns)
del df['Revenue']
# %%
import pandas as pd
df = pd.read_csv('emails.csv')
df[['user', 'domain']] = df['email'].str.split('@', n=1, expand=True)
print(df['domain'].str.extract(r'\.(\w+)$')[0].value_counts())
print(df[df['user'].str.contains(r'\d', na=False)].shape, df['user'].str.len().max())
# %%
import pandas as pd
df = pd.read_csv('t.csv', header=[0, 1], index_col=0)
df.columns = ['_'.join(c).strip() for c in df.columns.to_flat_index()]
stacked = df.stack().rename('value').reset_index()
print(stacked.explode('value'))
# %%
def moving_average(values, n=3):
    for i in range(len(values) - n + 1):
        yield sum(values[i:i + n]) / n

gen = moving_average([1, 2, 3, 4, 5])
print(next(gen), list(gen))
# %%
def describe(*values, **options):
    digits = options.get('digits', 2)
    return {k: round(f(values), digits) for k, f in (('min', min), ('max', max), ('sum', sum))}
print(describe(1, 2, 3, digits=1))
# %%
stack = []
for ch in '([)]':
    if ch in '([':
        stack.append(ch)
    elif not stack or {'(': ')', '[': ']'}[stack.pop()] != ch:
        print('unbalanced'); break
else:
    print('balanced' if not stack else 'open')
# %%
import pandas as pd
pd.set_option('display.width', 200)
df = pd.read_csv('sales.csv')
print("=" * 40)
print("Shape:", df.shape)
print("Columns:", list(df.columns))
print("Missing:\n", df.isnull().sum())
print("Unique:\n", df.nunique())
print("First:\n", df.head(3).to_dict(orient='records'))
print("=" * 40)
# %%
import pandas as pd
df = pd.read_csv('sales.csv')
best = df.loc[df['Revenue'].idxmax()]
print(f"Best day: {best['Date']} with {best.Revenue:.2f} in {best.Region}")
counts = df.Region.value_counts()
print(f"{counts.index[0]} has most ({counts.iloc[0]})")
# %%
import pandas as pd, numpy as np
df = pd.read_csv('sales.csv')
x = df['Units_Sold'].to_numpy(); y = df['Revenue'].to_numpy()
ok = ~(np.isnan(x) | np.isnan(y))
slope, intercept = np.polyfit(x[ok], y[ok], 1)
r = np.corrcoef(x[ok], y[ok])[0, 1]
print(f'y = {slope:.2f}x + {intercept:.2f}, r = {r:.3f}')
# %%
from sklearn.datasets import load_iris
import pandas as pd
iris = load_iris(as_frame=True)
print(iris.frame.groupby('target').mean(), iris.target_names)
# %%
from tqdm import tqdm
total = 0
for i in tqdm(range(1000), desc='sum'):
    total += i
print(total)
# %%
from PIL import Image
im = Image.open('photo.png')
print(im.size, im.mode, im.format)
im.convert('L').resize((64, 64)).save('thumb.png')
# %%
import logging
logging.basicConfig(level=logging.INFO)
logger = logging.getLogger(__name__)
logger.info('start')
print('ok')
# %%
import operator
from functools import reduce
print(reduce(lambda a, b: a * b, range(1, 6)))
pairs = [('a', 3), ('b', 1)]
print(sorted(pairs, key=operator.itemgetter(1)))
# %%
import bisect, heapq
scores = [60, 70, 80, 90]
print(bisect.bisect_right(scores, 75), heapq.nlargest(2, scores))
grade = 'FDCBA'[bisect.bisect(scores, 85)]
print(grade)
# %%
import pandas as pd
df = pd.read_csv('sales.csv')
if 'Revenue' not in df.columns:
    raise KeyError(f"Revenue not found in {list(df.columns)}")
assert not df.empty, 'no rows'
print(df['Revenue'].agg(['count', 'mean', 'std', 'min', 'max']))
# %%
import pandas as pd
df = pd.read_csv('people.csv')
df['full'] = df['first'].str.title().str.cat(df['last'].str.title(), sep=' ')
df['age'] = ((pd.Timestamp('today') - pd.to_datetime(df['born'])).dt.days // 365).astype('Int64')
print(df.groupby(pd.cut(df['age'], [0, 18, 65, 120], right=False), observed=False)['full'].count())
# %%
import pandas as pd
left = pd.DataFrame({'k': [1, 2], 'a': ['x', 'y']})
right = pd.DataFrame({'k': [2, 3], 'b': ['p', 'q']})
print(pd.merge(left, right, on='k', how='outer').set_index('k').combine_first(right.set_index('k')))
print(left.join(right.set_index('k'), on='k').where(lambda d: d.notna(), ''))
# %%
import pandas as pd
df = pd.read_csv('sales.csv', parse_dates=['Date'])
df['Month'] = df['Date'].dt.strftime('%Y-%m')
pivot = pd.pivot_table(df, index='Month', columns='Region', values='Revenue', aggfunc='sum').fillna(0)
pivot.plot(kind='area', stacked=True, figsize=(10, 5), colormap='viridis')
import matplotlib.pyplot as plt
plt.ylabel('Revenue')
plt.legend(title='Region', bbox_to_anchor=(1.05, 1))
plt.savefig('area.png', bbox_inches='tight')
print(pivot.sum(axis=1))
# %%
import pandas as pd
def top_n(frame, column, n=3):
    return frame.nlargest(n, column)
df = pd.read_csv('sales.csv')
for c in ('Revenue', 'Units_Sold'):
    print(top_n(df, c)[['Region', c]])
# %%
import numpy as np
values = [float(v) for v in input_values] if 'input_values' in globals() else [1.0, 2.0]
print(np.mean(values), np.var(values, ddof=1))
# %%
import pandas as pd
df = pd.read_csv('sales.csv')
df['Date'] = pd.to_datetime(df['Date'])
daily = df.groupby(df['Date'].dt.date)['Revenue'].sum()
print(daily.idxmax(), daily.max())
print(df.groupby([df['Date'].dt.year, 'Region'])['Revenue'].sum().unstack().to_string())
# %%
import pandas as pd
df = pd.read_csv('sales.csv')
vectorized = np.vectorize(lambda v: 'hi' if v > 10 else 'lo') if False else (lambda s: s)
print(vectorized(df['Revenue']).head())
# %%
from collections import Counter
def letter_counts(s):
    return Counter(c for c in s.lower() if c.isalpha())
print(letter_counts('Hello World').most_common(3), 'abc'.upper().center(9, '*'), 'a-b'.partition('-'))
# %%
import pandas as pd
df = pd.read_feather('data.feather')
print(df.tail())
df.to_feather('copy.feather')
df.to_json('copy.json')
df.to_html('copy.html')
# %%
import pandas as pd
from scipy.stats import f_oneway, kruskal
df = pd.read_csv('titanic.csv')
groups = [g['Fare'].values for _, g in df.groupby('Pclass')]
print(f_oneway(*groups), kruskal(*groups).statistic)
# %%
import numpy as np, pandas as pd
from sklearn.metrics import silhouette_score
from sklearn.cluster import DBSCAN, AgglomerativeClustering
X = pd.read_csv('points.csv')[['x', 'y']].values
for k in range(2, 5):
    labels = AgglomerativeClustering(n_clusters=k).fit_predict(X)
    print(k, silhouette_score(X, labels))
print(np.unique(DBSCAN(eps=0.3, min_samples=5).fit(X).labels_))
# %%
import pandas as pd
df = pd.read_csv('sales.csv')
print(df.isin(['North']).any().to_dict(), df['Region'].unique(), df['Region'].str.startswith('N').sum())
print(df.set_index('Region').loc['North', 'Revenue'].mean(), df.index.max(), df.T.shape, df.size, df.ndim)
# %%
import pandas as pd
df = pd.read_csv('sales.csv')
bins = pd.IntervalIndex.from_tuples([(0, 10), (10, 100)])
print(pd.cut(df['Units_Sold'], bins).value_counts(sort=False))
print(pd.Categorical(df['Region'], categories=['North', 'South'], ordered=True).codes[:5])
# %%
from contextlib import suppress
result = None
with suppress(ZeroDivisionError, KeyError):
    result = 1 / 0
print(result, isinstance(result, (int, float)), callable(len), id(result) > 0, hash('a') is not None)
# %%
import pandas as pd
df = pd.read_csv('sales.csv')
answer = df.loc[df['Region'].eq('North') & df['Revenue'].gt(10), 'Revenue'].sum()
print(f'Answer: {answer}')
print('Answer: {:.2f} of {}'.format(answer, len(df)))
print('%s has %d rows' % ('sales', len(df)))
