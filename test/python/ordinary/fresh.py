import pandas as pd
df = pd.read_csv('orders.csv')
df['order_date'] = pd.to_datetime(df['order_date'], errors='coerce')
invalid = df[df['order_date'].isna()]
if not invalid.empty:
    print(f'{len(invalid)} rows with invalid dates dropped')
    df = df.drop(invalid.index)
by_day = df.set_index('order_date').groupby(pd.Grouper(freq='D'))['total'].sum()
print(by_day.rolling(7).mean().dropna().round(2).to_string())
# %%
import pandas as pd
def pct(part, whole):
    return 0 if whole == 0 else round(100 * part / whole, 1)
df = pd.read_csv('tickets.csv')
for status, count in df['status'].value_counts().items():
    print(f'{status:<12} {count:>5} {pct(count, len(df)):>6}%')
# %%
import pandas as pd
import numpy as np
np.random.seed(0)
df = pd.DataFrame(np.random.randint(0, 100, size=(5, 3)), columns=list('ABC'))
df.loc['total'] = df.sum()
print(df.style.to_string() if False else df.to_string())
# %%
import os
import pandas as pd
path = 'sales.csv'
if not os.path.exists(path):
    raise SystemExit(f'{path} not found')
df = pd.read_csv(path)
size_mb = os.path.getsize(path) / 1024 ** 2
print(f'{size_mb:.2f} MB, {df.memory_usage(deep=True).sum() / 1024 ** 2:.2f} MB in memory')
# %%
import sys
import pandas as pd
try:
    df = pd.read_excel('book.xlsx', engine='openpyxl')
except Exception as e:
    print('Error:', e, file=sys.stderr)
    sys.exit(1)
print(df.columns.tolist())
# %%
from datetime import date
def age(born, today=None):
    today = today or date.today()
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))
print(age(date(1990, 5, 17)), (date(2024, 12, 25) - date.today()).days)
# %%
import pandas as pd
df = pd.read_csv('imdb.csv')
genres = df['genres'].str.get_dummies(sep='|')
print(genres.sum().sort_values(ascending=False).head(10))
print(df.assign(decade=df['year'] // 10 * 10).pivot_table(index='decade', values='rating', aggfunc=['mean', 'count']))
# %%
import pandas as pd
import matplotlib.pyplot as plt
fig, axes = plt.subplots(nrows=2, ncols=1, figsize=(10, 8), constrained_layout=True)
df = pd.read_csv('energy.csv', parse_dates=['ts']).set_index('ts')
df['kwh'].resample('h').mean().plot(ax=axes[0], lw=1, color='C0')
df.groupby(df.index.hour)['kwh'].mean().plot.bar(ax=axes[1])
axes[0].axhline(df['kwh'].mean(), ls='--', c='k')
axes[1].set(xlabel='hour', ylabel='kWh')
for ax in axes: ax.spines[['top', 'right']].set_visible(False)
fig.savefig('energy.png', dpi=200)
# %%
import seaborn as sns
import matplotlib.pyplot as plt
import pandas as pd
df = pd.read_csv('tips.csv')
palette = sns.color_palette('husl', 8)
ax = sns.barplot(data=df, x='day', y='tip', estimator='mean', errorbar=None, palette=palette)
ax.bar_label(ax.containers[0], fmt='%.2f')
ax.set_xticklabels(ax.get_xticklabels(), rotation=30, ha='right')
sns.despine()
plt.savefig('tips.png')
# %%
from sklearn.model_selection import StratifiedKFold, cross_validate, RandomizedSearchCV
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.inspection import permutation_importance
import pandas as pd
df = pd.read_csv('churn.csv')
X, y = df.drop(columns=['churn']).select_dtypes('number'), df['churn'].map({'yes': 1, 'no': 0})
cv = StratifiedKFold(n_splits=5, shuffle=True, random_state=1)
res = cross_validate(HistGradientBoostingClassifier(), X, y, cv=cv, scoring=['roc_auc', 'f1'])
print({k: v.mean().round(3) for k, v in res.items() if k.startswith('test_')})
m = HistGradientBoostingClassifier().fit(X, y)
imp = permutation_importance(m, X, y, n_repeats=5, random_state=0)
print(pd.Series(imp.importances_mean, index=X.columns).sort_values(ascending=False))
# %%
import numpy as np
from scipy.integrate import solve_ivp, quad
from scipy.optimize import root_scalar
def decay(t, y, k=0.3):
    return -k * y
sol = solve_ivp(decay, (0, 10), [1.0], t_eval=np.linspace(0, 10, 5))
print(sol.y[0], quad(np.sin, 0, np.pi)[0], root_scalar(lambda x: x ** 2 - 2, bracket=[0, 2]).root)
# %%
import polars as pl
df = pl.read_csv('sales.csv', infer_schema_length=1000)
print(df.filter(pl.col('Revenue').is_not_null()).group_by('Region').agg(
    pl.col('Revenue').sum().alias('sum'),
    pl.col('Revenue').quantile(0.9).alias('p90'),
    (pl.col('Revenue') > 100).sum().alias('big'),
).sort('sum', descending=True).head(5))
df = df.with_columns(pl.col('Date').str.to_date('%Y-%m-%d'), pl.col('Region').cast(pl.Categorical))
for name, part in df.group_by('Region'):
    print(name, part.height)
# %%
import duckdb
con = duckdb.connect(':memory:')
con.execute("CREATE TABLE sales AS SELECT * FROM read_csv('sales.csv', header=true)")
df = con.sql('''
WITH monthly AS (
  SELECT strftime(Date, '%Y-%m') AS m, sum(Revenue) AS rev FROM sales GROUP BY 1
)
SELECT m, rev, rev - lag(rev) OVER (ORDER BY m) AS diff FROM monthly ORDER BY m
''').df()
print(df)
con.close()
# %%
import sqlite3, csv
con = sqlite3.connect('inventory.db')
con.row_factory = sqlite3.Row
cur = con.execute('SELECT sku, qty FROM stock WHERE qty < ? ORDER BY qty', (5,))
for row in cur:
    print(row['sku'], row['qty'])
con.commit()
# %%
import json
from pathlib import Path
records = [json.loads(line) for line in Path('events.jsonl').read_text().splitlines() if line.strip()]
users = {r['user']['id'] for r in records}
print(len(records), len(users))
Path('users.json').write_text(json.dumps(sorted(users)))
# %%
from collections import defaultdict, Counter
groups = defaultdict(list)
for word in ['eat', 'tea', 'tan', 'ate', 'nat', 'bat']:
    groups[''.join(sorted(word))].append(word)
print(dict(groups), Counter(map(len, groups.values())))
# %%
class Node:
    def __init__(self, value, left=None, right=None):
        self.value, self.left, self.right = value, left, right
def insert(node, value):
    if node is None:
        return Node(value)
    if value < node.value:
        node.left = insert(node.left, value)
    else:
        node.right = insert(node.right, value)
    return node
def walk(node):
    if node:
        yield from walk(node.left)
        yield node.value
        yield from walk(node.right)
root = None
for v in [5, 2, 8, 1]:
    root = insert(root, v)
print(list(walk(root)))
# %%
import heapq
graph = {'A': {'B': 1, 'C': 4}, 'B': {'C': 2, 'D': 5}, 'C': {'D': 1}, 'D': {}}
def dijkstra(start):
    dist, queue = {start: 0}, [(0, start)]
    while queue:
        d, node = heapq.heappop(queue)
        for nxt, w in graph[node].items():
            if d + w < dist.get(nxt, float('inf')):
                dist[nxt] = d + w
                heapq.heappush(queue, (d + w, nxt))
    return dist
print(dijkstra('A'))
# %%
import pandas as pd
df = pd.read_csv('ratings.csv')
user_item = df.pivot_table(index='user', columns='item', values='rating')
sim = user_item.corr(min_periods=5)
best = sim.unstack().dropna()
best = best[best.index.get_level_values(0) < best.index.get_level_values(1)]
print(best.sort_values(ascending=False).head())
# %%
import pandas as pd
frames = {name: pd.read_csv(f'{name}.csv') for name in ('north', 'south', 'east')}
all_df = pd.concat(frames, names=['region']).reset_index(level=0)
print(all_df.groupby('region').agg(n=('id', 'size'), avg=('value', 'mean')))
# %%
import pandas as pd
df = pd.read_csv('data.csv')
checks = {
    'no duplicates': lambda d: not d.duplicated().any(),
    'no missing ids': lambda d: d['id'].notna().all(),
    'positive': lambda d: (d['value'] > 0).all(),
}
for name, check in checks.items():
    print(('PASS' if check(df) else 'FAIL'), name)
# %%
import re, pandas as pd
df = pd.read_csv('people.csv')
phone = re.compile(r'\D+')
df['phone'] = df['phone'].apply(lambda x: phone.sub('', str(x)))
df['valid'] = df['email'].str.match(r'^[\w.+-]+@[\w-]+\.\w+$', na=False)
print(df.query('valid == False')[['name', 'email']])
# %%
import functools, time
def timed(func):
    @functools.wraps(func)
    def wrapper(*args, **kwargs):
        t = time.time()
        result = func(*args, **kwargs)
        print(f'{func.__name__}: {time.time() - t:.3f}s')
        return result
    return wrapper
@timed
def slow(n):
    return sum(range(n))
print(slow(10 ** 6))
# %%
import pandas as pd
import io
buffer = io.BytesIO()
df = pd.DataFrame({'a': [1, 2]})
with pd.ExcelWriter(buffer, engine='openpyxl') as w:
    df.to_excel(w, index=False)
open('copy.xlsx', 'wb').write(buffer.getvalue())
# %%
import pandas as pd
df = pd.read_csv('sales.csv')
df.info(verbose=True)
print(df.sample(n=min(5, len(df)), random_state=42))
print(df.value_counts(['Region', 'Product']).head())
print(df.groupby('Region', sort=False).head(1))
print(df.groupby('Region').Revenue.nlargest(2).droplevel(1))
print(df.stack().map(type).value_counts())
# %%
import pandas as pd
df = pd.read_csv('multi.csv', index_col=['year', 'region'])
print(df.xs('North', level='region').T)
print(df.loc[pd.IndexSlice[2020:2022, :], :].groupby(level=0).sum())
print(df.swaplevel().sort_index().unstack(level=-1, fill_value=0))
# %%
import numpy as np
a = np.array([3, 1, 2])
print(a.argsort()[::-1], np.clip(a, 1, 2), np.digitize(a, [0, 2, 4]), a.astype('float32').dtype)
b = np.full((2, 2), np.nan); b[0, 0] = 1
print(np.nanmean(b), np.isnan(b).sum(), np.pad(a, 1), np.tile(a, (2, 1)), np.histogram(a, bins=3))
with np.printoptions(precision=2, suppress=True):
    print(np.random.default_rng(1).random((2, 2)))
# %%
from typing import Iterable
def chunks(items: Iterable[int], size: int):
    items = list(items)
    for i in range(0, len(items), size):
        yield items[i:i + size]
print([sum(c) for c in chunks(range(10), 3)])
# %%
import pandas as pd
months = ['一月', '二月', '三月']
df = pd.DataFrame({'月份': months, '收入': [100, 120, 90], '支出': [80, 70, 95]})
df['利润'] = df['收入'] - df['支出']
df['利润率'] = (df['利润'] / df['收入']).map('{:.1%}'.format)
print(df.to_markdown(index=False))
df.to_csv('利润表.csv', index=False, encoding='utf-8-sig')
# %%
from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference
wb = Workbook()
ws = wb.active
for r in [('m', 'v'), ('a', 1), ('b', 2)]:
    ws.append(r)
chart = BarChart()
chart.add_data(Reference(ws, min_col=2, min_row=1, max_row=3), titles_from_data=True)
chart.set_categories(Reference(ws, min_col=1, min_row=2, max_row=3))
chart.title = 'Values'
ws.add_chart(chart, 'D2')
ws['E1'] = '=SUM(B2:B3)'
ws['E1'].number_format = '0.00'
wb.save('chart.xlsx')
# %%
def retry(times):
    def deco(f):
        def inner(*a, **k):
            for _ in range(times):
                try:
                    return f(*a, **k)
                except ValueError:
                    continue
        return inner
    return deco
@retry(3)
def parse(x):
    return int(x)
print(parse('4'))
# %%
import pandas as pd
df = pd.read_csv('sales.csv')
def describe_col(s: pd.Series) -> dict:
    return {'min': s.min(), 'q1': s.quantile(.25), 'iqr': s.quantile(.75) - s.quantile(.25)}
summary = {c: describe_col(df[c]) for c in df.select_dtypes('number')}
print(pd.DataFrame.from_dict(summary, orient='index').round(1))
# %%
import pandas as pd
a = pd.Series([1, 2, 3]); b = pd.Series([4, 5, 6])
ops = [('add', lambda x, y: x + y), ('mul', lambda x, y: x * y)]
for label, op in ops:
    print(label, op(a, b).tolist())
# %%
import numpy as np
from scipy import signal, fft
t = np.linspace(0, 1, 500, endpoint=False)
x = np.sin(2 * np.pi * 5 * t)
f, p = signal.welch(x, fs=500, nperseg=256)
print(f[np.argmax(p)], np.abs(fft.rfft(x)).argmax(), np.fft.fftfreq(4))
b, a = signal.butter(4, 0.1)
print(signal.filtfilt(b, a, x)[:3])
# %%
from sklearn.neighbors import KNeighborsClassifier
from sklearn.svm import SVC
from sklearn.naive_bayes import GaussianNB
from sklearn.metrics import ConfusionMatrixDisplay, precision_recall_fscore_support
from sklearn.datasets import make_classification
import matplotlib.pyplot as plt
X, y = make_classification(200, random_state=0)
models = {'knn': KNeighborsClassifier(), 'svm': SVC(probability=True), 'nb': GaussianNB()}
for name, model in models.items():
    model.fit(X[:150], y[:150])
    print(name, model.score(X[150:], y[150:]))
ConfusionMatrixDisplay.from_estimator(models['svm'], X[150:], y[150:])
plt.savefig('cm.png')
# %%
import pandas as pd
from pandas.tseries.offsets import BDay, MonthEnd
d = pd.Timestamp('2024-01-31')
print(d + BDay(5), d + MonthEnd(1), pd.bdate_range(d, periods=3), d.to_pydatetime().date(), d.day_name())
print(pd.date_range('2024', periods=4, freq='QE').strftime('%Y-Q%q').tolist())
# %%
import pandas as pd
df = pd.read_csv('long.csv')
wide = df.pivot(index='id', columns='key', values='value').rename_axis(None, axis=1).reset_index()
wide = wide.apply(pd.to_numeric, errors='ignore') if False else wide.infer_objects()
print(wide.dtypes, wide.set_index('id').T.to_dict())
# %%
import matplotlib.pyplot as plt
import numpy as np
plt.rcParams.update({'font.size': 11, 'axes.grid': True})
fig, ax = plt.subplots(subplot_kw={'projection': 'polar'})
theta = np.linspace(0, 2 * np.pi, 8, endpoint=False)
ax.bar(theta, np.arange(8), width=0.6, color=plt.cm.viridis(np.linspace(0, 1, 8)))
ax.set_yticklabels([])
ax.set_theta_zero_location('N')
fig.savefig('polar.png', transparent=True)
# %%
import matplotlib.pyplot as plt
import pandas as pd
df = pd.read_csv('a.csv')
ax = df.plot(x='date', y=['a', 'b'], secondary_y='b', grid=True, style=['-', '--'])
ax.right_ax.set_ylabel('b')
ax.legend(loc='best', ncol=2)
lines = ax.get_lines() + ax.right_ax.get_lines()
ax.legend(lines, [l.get_label() for l in lines])
plt.gcf().set_size_inches(8, 4)
plt.savefig('two.png')
# %%
text = """a,1
b,2"""
rows = [line.split(',') for line in text.splitlines()]
table = {k: int(v) for k, v in rows}
width = max(map(len, table))
print('\n'.join(f'{k.rjust(width)} | {"#" * v}' for k, v in table.items()))
# %%
import pandas as pd
df = pd.read_csv('sales.csv', dtype=str).apply(lambda s: s.str.strip())
mask = df.apply(lambda r: r.astype(str).str.contains('total', case=False).any(), axis=1)
df = df[~mask]
df['Revenue'] = df['Revenue'].str.extract(r'([\d.]+)')[0].astype(float)
print(df.groupby(df['Region'].str.upper()).Revenue.sum())
# %%
import random, statistics
from fractions import Fraction
random.seed(1)
sims = [sum(random.choices([1, 2, 3, 4, 5, 6], k=3)) for _ in range(1000)]
print(statistics.mean(sims), statistics.quantiles(sims, n=4), Fraction(sims.count(18), len(sims)))
# %%
import itertools as it
cities = {'A': (0, 0), 'B': (3, 4), 'C': (6, 0)}
def length(route):
    return sum(((cities[a][0] - cities[b][0]) ** 2 + (cities[a][1] - cities[b][1]) ** 2) ** .5 for a, b in it.pairwise(route))
print(min(it.permutations(cities), key=length))
# %%
import pandas as pd
store = {}
for year in range(2020, 2023):
    try:
        store[year] = pd.read_csv(f'sales_{year}.csv')
    except FileNotFoundError:
        print('no file for', year)
print({y: len(d) for y, d in store.items()})
# %%
import os, pandas as pd
folder = 'data'
files = [os.path.join(folder, f) for f in os.listdir(folder) if f.endswith('.csv')]
dfs = [pd.read_csv(f, sep=';', decimal=',') for f in files]
combined = pd.concat(dfs, ignore_index=True) if dfs else pd.DataFrame()
combined.to_csv('combined.csv', index=False)
print(f'{len(files)} files, {len(combined)} rows')
# %%
from dataclasses import dataclass
from abc import ABC, abstractmethod
class Shape(ABC):
    @abstractmethod
    def area(self) -> float: ...
@dataclass(frozen=True)
class Rect(Shape):
    w: float
    h: float
    def area(self) -> float:
        return self.w * self.h
shapes = [Rect(2, 3), Rect(1, 1)]
print(sum(s.area() for s in shapes), sorted(shapes, key=lambda s: s.area())[0])
# %%
import pandas as pd
df = pd.read_parquet('events.parquet', columns=['user', 'event', 'ts'])
df = df.sort_values(['user', 'ts'])
gap = df.groupby('user')['ts'].diff() > pd.Timedelta('30min')
df['session'] = gap.groupby(df['user']).cumsum()
print(df.groupby(['user', 'session']).agg(start=('ts', 'min'), end=('ts', 'max'), n=('event', 'size')).head())
# %%
import pandas as pd
html = pd.read_csv('a.csv').to_html(border=0, classes='table')
report = f'''<html><body><h1>Report</h1>{html}</body></html>'''
with open('report.html', 'w', encoding='utf-8') as fh:
    fh.write(report)
print(len(report))
# %%
import numpy as np, pandas as pd
from scipy.stats import bootstrap, ks_2samp, spearmanr, wilcoxon, binomtest
x = pd.read_csv('m.csv')['x'].to_numpy()
ci = bootstrap((x,), np.mean, confidence_level=0.95, random_state=0).confidence_interval
print(ci.low, ci.high, ks_2samp(x[:50], x[50:]).pvalue, binomtest(7, 10).pvalue)
# %%
import pandas as pd
df = pd.read_csv('inventory.csv')
reorder = df.loc[df['stock'].lt(df['min_stock']), ['sku', 'stock', 'min_stock']].copy()
reorder['order'] = (reorder['min_stock'] * 2 - reorder['stock']).clip(lower=0)
print(reorder.to_string(index=False), reorder['order'].sum(), sep='\n')
assert reorder['order'].ge(0).all(), 'negative order'
# %%
import pandas as pd
df = pd.read_csv('emissions.csv')
latest = df[df['Year'] == df['Year'].max()]
top5 = latest.sort_values('CO2', ascending=False).head(5)
for rank, (_, r) in enumerate(top5.iterrows(), 1):
    print(f"{rank}. {r['Country']}: {r['CO2']:.1f}")
# %%
import pandas as pd
df = pd.read_csv('shop.csv')
df['price'] = df['price'].replace({r'\$': '', ',': ''}, regex=True).astype(float)
most = df.loc[df.groupby('category')['price'].idxmax()]
print(most[['category', 'name', 'price']].reset_index(drop=True))
# %%
import pandas as pd
import matplotlib.pyplot as plt
df = pd.read_csv('covid.csv')
df['date'] = pd.to_datetime(df['date'])
pivot = df.pivot(index='date', columns='state', values='cases').ffill()
ax = pivot.diff().rolling(7).mean().plot(subplots=True, layout=(2, 3), figsize=(12, 6), sharex=True)
plt.suptitle('New cases')
plt.savefig('cases.png'); plt.close('all')
# %%
import pandas as pd
df = pd.read_csv('exam.csv')
z = (df.score - df.score.mean()) / df.score.std()
print(df[z.abs() > 2])
print('Pass rate: %.1f%%' % ((df.score >= 50).mean() * 100))
# %%
import pandas as pd
df = pd.read_csv('flights.csv', low_memory=False)
delays = df.groupby(['carrier', 'origin'])['arr_delay'].agg(['mean', 'size']).query('size >= 50')
print(delays.sort_values('mean').head(3), delays['mean'].idxmin())
# %%
import pandas as pd
from scipy import stats
df = pd.read_csv('plants.csv')
samples = {k: v['height'].dropna() for k, v in df.groupby('treatment')}
print(stats.f_oneway(*samples.values()))
res = stats.tukey_hsd(*samples.values())
print(res)
# %%
import pandas as pd
import numpy as np
df = pd.read_csv('bank.csv', sep=';', decimal=',', thousands='.', parse_dates=['Datum'], dayfirst=True)
df['Betrag'] = np.where(df['Typ'] == 'S', -df['Betrag'], df['Betrag'])
print(df.groupby(df['Datum'].dt.to_period('Q'))['Betrag'].sum())
# %%
with open('log.txt') as f:
    errors = sum('ERROR' in line for line in f)
print(errors)
# %%
import csv
with open('a.csv') as src, open('b.csv', 'w', newline='') as dst:
    reader = csv.reader(src)
    writer = csv.writer(dst)
    header = next(reader)
    writer.writerow(header + ['total'])
    for row in reader:
        writer.writerow(row + [sum(float(x) for x in row[1:])])
# %%
import json
data = json.loads(open('nested.json', encoding='utf-8').read())
def flatten(obj, prefix=''):
    out = {}
    for k, v in obj.items():
        key = f'{prefix}{k}'
        if isinstance(v, dict):
            out.update(flatten(v, key + '.'))
        else:
            out[key] = v
    return out
print(flatten(data))
# %%
import pandas as pd
df = pd.read_csv('a.csv')
df2 = df.copy(deep=True)
df2.columns = df2.columns.str.lower()
changed = [c for c in df.columns if c.lower() != c]
print(changed, df2.equals(df), df2.columns.intersection(df.columns).tolist())
# %%
import calendar, datetime as dt
today = dt.date.today()
first = today.replace(day=1)
last = today.replace(day=calendar.monthrange(today.year, today.month)[1])
print(first, last, sum(1 for i in range((last - first).days + 1) if (first + dt.timedelta(i)).weekday() < 5))
# %%
import numpy as np
A = np.array([[4, 2], [1, 3]])
vals, vecs = np.linalg.eig(A)
print(vals, vecs, np.linalg.inv(A), np.linalg.norm(A), np.linalg.matrix_rank(A), np.trace(A), np.kron(A, A).shape)
# %%
import pandas as pd
df = pd.read_csv('weather.csv')
df.loc[:, 'f'] = df['c'] * 9 / 5 + 32
df['season'] = df['month'].map(lambda m: {12: 'winter', 1: 'winter', 2: 'winter'}.get(m, 'other'))
print(df.groupby('season', as_index=False)['f'].mean())
# %%
import pandas as pd
df = pd.read_csv('nba.csv')
melted = pd.melt(df, id_vars=['Name'], value_vars=['PTS', 'AST'], var_name='stat')
print(melted.groupby('stat')['value'].describe().T)
print(pd.get_dummies(df['Team']).sum().nlargest(3))
# %%
from statistics import NormalDist
d = NormalDist(mu=100, sigma=15)
print(round(d.cdf(130), 4), d.inv_cdf(0.95), d.quantiles(4))
# %%
import pandas as pd, seaborn as sns, matplotlib.pyplot as plt
df = pd.read_csv('mpg.csv')
grid = sns.PairGrid(df[['mpg', 'hp', 'wt']].dropna())
grid.map_diag(sns.histplot)
grid.map_offdiag(sns.scatterplot)
plt.savefig('grid.png')
sns.violinplot(x='cyl', y='mpg', data=df, inner='quartile')
plt.savefig('violin.png')
# %%
import pandas as pd
from sklearn.linear_model import Ridge, Lasso
from sklearn.preprocessing import PolynomialFeatures
from sklearn.pipeline import make_pipeline
df = pd.read_csv('cars.csv').dropna()
for alpha in (0.1, 1, 10):
    model = make_pipeline(PolynomialFeatures(2), Ridge(alpha=alpha)).fit(df[['hp']], df['mpg'])
    print(alpha, model.score(df[['hp']], df['mpg']), model[-1].coef_)
# %%
s = 'A man, a plan'
clean = ''.join(c.lower() for c in s if c.isalnum())
print(clean == clean[::-1], s.swapcase(), s.split(', '), s.count('a'), s.find('p'), s.encode('utf-8'), ord('a'), chr(98))
# %%
import pandas as pd
df = pd.read_csv('orders.csv')
basket = df.groupby(['order', 'item'])['qty'].sum().unstack().fillna(0).gt(0)
support = basket.mean()
from itertools import combinations
pairs = {(a, b): (basket[a] & basket[b]).mean() for a, b in combinations(basket.columns, 2)}
print(support.nlargest(3), max(pairs.items(), key=lambda p: p[1]))
