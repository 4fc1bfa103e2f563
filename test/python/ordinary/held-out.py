import pandas as pd
df = pd.read_csv('hr.csv')
mean_salary = df.groupby('department')['salary'].mean().sort_values()
print(mean_salary.to_string())
print('Highest:', mean_salary.idxmax(), mean_salary.max())
# %%
import pandas as pd
import matplotlib.pyplot as plt
df = pd.read_csv('weather.csv', parse_dates=['date'])
df = df.sort_values('date')
plt.figure(figsize=(12, 5))
plt.plot(df['date'], df['temp'], label='temp', linewidth=1)
plt.fill_between(df['date'], df['low'], df['high'], alpha=0.2)
plt.legend()
plt.gca().set_ylim(-10, 40)
plt.savefig('weather.png')
# %%
import numpy as np
data = np.genfromtxt('data.csv', delimiter=',', skip_header=1)
print(data.mean(axis=0), np.nanstd(data, axis=0), np.unique(data[:, 0], return_counts=True))
np.savetxt('means.txt', data.mean(axis=0), fmt='%.3f')
# %%
import pandas as pd
df = pd.read_excel('budget.xlsx', sheet_name='2024', skiprows=2)
df = df.dropna(how='all').dropna(axis=1, how='all')
df['Total'] = df.filter(regex='^Q[1-4]$').sum(axis=1)
print(df.sort_values('Total', ascending=False).head())
df.to_excel('budget_total.xlsx', index=False)
# %%
import pandas as pd
df = pd.read_csv('orders.csv')
df['order_date'] = pd.to_datetime(df['order_date'])
snapshot = df['order_date'].max() + pd.Timedelta(days=1)
rfm = df.groupby('customer_id').agg({
    'order_date': lambda x: (snapshot - x.max()).days,
    'order_id': 'nunique',
    'amount': 'sum',
})
rfm.columns = ['recency', 'frequency', 'monetary']
rfm['score'] = pd.qcut(rfm['monetary'], 4, labels=False) + 1
print(rfm.sort_values('monetary', ascending=False).head(10))
# %%
import pandas as pd
cohort = pd.read_csv('orders.csv', parse_dates=['order_date'])
cohort['month'] = cohort['order_date'].dt.to_period('M')
cohort['first'] = cohort.groupby('customer_id')['month'].transform('min')
cohort['age'] = (cohort['month'] - cohort['first']).apply(lambda d: d.n)
table = cohort.groupby(['first', 'age'])['customer_id'].nunique().unstack(1)
print((table.div(table.iloc[:, 0], axis=0) * 100).round(1))
# %%
from collections import Counter
text = open('review.txt').read().lower()
for p in '.,!?;:':
    text = text.replace(p, ' ')
stop = {'the', 'a', 'and', 'of'}
words = [w for w in text.split() if w not in stop and len(w) > 2]
print(Counter(words).most_common(20))
# %%
import json, pandas as pd
with open('config.json', 'r', encoding='utf-8') as f:
    cfg = json.load(f)
def walk(node, depth=0):
    if isinstance(node, dict):
        for k, v in node.items():
            print('  ' * depth + str(k))
            walk(v, depth + 1)
    elif isinstance(node, list):
        for v in node:
            walk(v, depth + 1)
walk(cfg)
# %%
import pandas as pd
df = pd.read_csv('survey.csv')
likert = {'Strongly agree': 5, 'Agree': 4, 'Neutral': 3, 'Disagree': 2, 'Strongly disagree': 1}
scored = df.filter(like='Q').replace(likert)
print(scored.apply(pd.to_numeric, errors='coerce').mean().round(2))
# %%
import pandas as pd
df = pd.read_csv('transactions.csv')
df['amount'] = df['amount'].str.replace(r'[^\d.\-]', '', regex=True).astype(float)
by_cat = df.groupby('category')['amount'].agg(['sum', 'count']).rename(columns={'sum': 'total', 'count': 'n'})
by_cat['avg'] = by_cat.total / by_cat.n
print(by_cat.sort_values('total').to_csv(sep='\t'))
# %%
import duckdb
duckdb.sql("CREATE TABLE t AS SELECT * FROM 'orders.csv'")
print(duckdb.sql("SELECT date_trunc('month', order_date) AS m, sum(amount) FROM t GROUP BY 1 ORDER BY 1").fetchall())
duckdb.sql("SUMMARIZE t").show()
# %%
import polars as pl
df = pl.read_parquet('clean.parquet')
print(df.describe())
print(df.filter(pl.col('x').is_between(1, 5) & pl.col('y').is_not_null()).sort('x').head(3))
print(df.pivot(on='region', index='year', values='sales', aggregate_function='sum'))
# %%
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score, roc_curve
from sklearn.model_selection import train_test_split
import matplotlib.pyplot as plt
import pandas as pd
df = pd.read_csv('churn.csv')
X = pd.get_dummies(df.drop('churn', axis=1), drop_first=True)
y = (df['churn'] == 'yes').astype(int)
X_tr, X_te, y_tr, y_te = train_test_split(X, y, stratify=y, random_state=1)
clf = LogisticRegression(max_iter=1000, class_weight='balanced').fit(X_tr, y_tr)
prob = clf.predict_proba(X_te)[:, 1]
fpr, tpr, _ = roc_curve(y_te, prob)
print('AUC', round(roc_auc_score(y_te, prob), 3))
plt.plot(fpr, tpr); plt.plot([0, 1], [0, 1], 'k--')
plt.savefig('roc.png')
# %%
import numpy as np
from scipy import stats
x = np.array([2.1, 2.5, 3.6, 4.0]); y = np.array([8, 10, 12, 14])
res = stats.linregress(x, y)
print(res.slope, res.intercept, res.rvalue ** 2)
print(stats.zscore(x), stats.norm.cdf(1.96), stats.t.interval(0.95, len(x) - 1, loc=x.mean(), scale=stats.sem(x)))
# %%
import pandas as pd
from statistics import mean, median
rows = []
with open('raw.txt') as fh:
    for line in fh:
        line = line.strip()
        if not line or line.startswith('#'):
            continue
        parts = line.split('|')
        rows.append({'id': int(parts[0]), 'name': parts[1].strip(), 'value': float(parts[2])})
df = pd.DataFrame(rows)
print(mean(df['value']), median(df['value']))
# %%
inventory = {}
def add(item, qty=1):
    inventory[item] = inventory.get(item, 0) + qty
    return inventory[item]
add('bolt', 5); add('nut'); add('bolt')
for item in sorted(inventory): print(item.ljust(10), str(inventory[item]).rjust(4))
# %%
import math
def haversine(lat1, lon1, lat2, lon2):
    p1, p2 = math.radians(lat1), math.radians(lat2)
    a = math.sin((p2 - p1) / 2) ** 2 + math.cos(p1) * math.cos(p2) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    return 2 * 6371 * math.asin(math.sqrt(a))
print(f'{haversine(52.5, 13.4, 48.9, 2.35):.1f} km')
# %%
import pandas as pd
df = pd.read_csv('stores.csv')
styled = df.style.format({'sales': '{:,.0f}'}).background_gradient(cmap='Blues').set_caption('Stores')
styled.to_excel('stores.xlsx')
html = df.to_html(index=False)
with open('stores.html', 'w') as f:
    f.write(html)
# %%
import pandas as pd
df = pd.read_csv('sensor.csv')
df['timestamp'] = pd.to_datetime(df['timestamp'], unit='s')
df = df.set_index('timestamp').resample('15min').mean(numeric_only=True).interpolate('time')
print(df.between_time('08:00', '18:00').describe().loc[['mean', 'std']])
# %%
import seaborn as sns
import matplotlib.pyplot as plt
import pandas as pd
df = pd.read_csv('penguins.csv')
sns.lmplot(x='bill', y='flipper', hue='species', data=df)
plt.savefig('lm.png')
g = sns.FacetGrid(df, col='species', row='sex')
g.map(sns.histplot, 'mass')
g.fig.suptitle('Mass')
g.add_legend()
plt.savefig('facets.png')
# %%
from datetime import datetime
log = ['2024-03-01 12:00:01 ERROR disk', '2024-03-01 12:00:05 INFO ok']
errors = [l for l in log if ' ERROR ' in l]
times = [datetime.fromisoformat(l[:19]) for l in log]
print(len(errors), (times[-1] - times[0]).total_seconds(), times[0].timetuple().tm_yday)
# %%
import pandas as pd
df = pd.read_csv('学生.csv')
df['总分'] = df[['语文', '数学', '英语']].sum(axis=1)
df['名次'] = df['总分'].rank(ascending=False, method='min').astype(int)
print(df.sort_values('名次').head(10).to_string(index=False))
print('平均分：', df['总分'].mean().round(1))
df.to_csv('成绩排名.csv', index=False, encoding='utf-8-sig')
# %%
import matplotlib.pyplot as plt
plt.rcParams['font.sans-serif'] = ['SimHei']
plt.rcParams['axes.unicode_minus'] = False
cities = ['北京', '上海', '广州']
plt.bar(cities, [3, 5, 2], color=['#4c72b0', '#dd8452', '#55a868'])
plt.title('销量')
for i, v in enumerate([3, 5, 2]):
    plt.text(i, v + 0.1, str(v), ha='center')
plt.savefig('销量.png')
# %%
import pandas as pd
df = pd.read_csv('timesheet.csv')
df['hours'] = pd.to_timedelta(df['duration']).dt.total_seconds() / 3600
out = df.pivot_table('hours', 'employee', 'project', 'sum').fillna(0)
out.loc['Total'] = out.sum()
print(out.round(1))
# %%
import numpy as np
grid = np.meshgrid(np.linspace(-2, 2, 50), np.linspace(-2, 2, 50))
z = grid[0] ** 2 + grid[1] ** 2
import matplotlib.pyplot as plt
fig = plt.figure()
ax = fig.add_subplot(111, projection='3d')
ax.plot_surface(*grid, z, cmap='viridis')
fig.colorbar(plt.cm.ScalarMappable(cmap='viridis'), ax=ax)
plt.savefig('surface.png')
# %%
import pandas as pd
df = pd.read_csv('a.csv')
numeric = df.select_dtypes(include=[int, float]).columns.tolist()
categorical = [c for c in df.columns if df[c].dtype == object]
print(numeric, categorical)
for c in categorical:
    print(c, df[c].value_counts(dropna=False).head(3).to_dict())
# %%
import xml.etree.ElementTree as ET
root = ET.parse('feed.xml').getroot()
for item in root.iter('item'):
    title = item.find('title')
    print(item.attrib.get('id'), title.text if title is not None else '')
# %%
import pandas as pd
orders = pd.read_csv('orders.csv')
items = pd.read_csv('items.csv')
df = orders.merge(items, left_on='order_id', right_on='id').drop(columns='id')
df['line_total'] = df.eval('qty * price')
print(df.groupby('order_id').line_total.sum().describe())
print(df.sort_values(['order_id', 'line_total'], ascending=[True, False]).groupby('order_id').first())
# %%
import glob
import pandas as pd
files = glob.glob('/workspace/monthly_*.csv')
df = pd.concat([pd.read_csv(f).assign(file=f.split('/')[-1]) for f in files])
print(df['file'].value_counts())
# %%
def bmi(weight, height):
    value = weight / height ** 2
    match value:
        case v if v < 18.5:
            return 'under'
        case v if v < 25:
            return 'normal'
        case _:
            return 'over'
print(bmi(70, 1.75))
# %%
from itertools import product, accumulate, islice, count
print(list(accumulate([1, 2, 3])), list(islice(count(10, 5), 4)))
print(sum(1 for a, b in product(range(1, 7), repeat=2) if a + b == 7) / 36)
# %%
from fractions import Fraction
print(Fraction(1, 3) + Fraction(1, 6), float(Fraction('0.125')), Fraction(3, 4).limit_denominator(10))
# %%
import numpy as np
m = np.arange(12).reshape(3, 4)
print(m[:, ::2], m[m > 5], m.sum(axis=1, keepdims=True), np.vstack([m, m]).shape)
print(np.concatenate([m[0], m[1]]), np.argsort(-m, axis=1), np.cumsum(m), np.where(m % 2 == 0))
# %%
import pandas as pd
df = pd.read_csv('ab.csv')
g = df.groupby('variant')['converted'].agg(['sum', 'count'])
g['rate'] = g['sum'] / g['count']
p = g['sum'].sum() / g['count'].sum()
se = (p * (1 - p) * (1 / g['count']).sum()) ** 0.5
z = (g.loc['B', 'rate'] - g.loc['A', 'rate']) / se
from scipy.stats import norm
print(g, f'z={z:.2f}', f'p={2 * (1 - norm.cdf(abs(z))):.4f}')
# %%
import pandas as pd
df = pd.read_csv('x.csv')
buffer = []
for col, dtype in df.dtypes.items():
    buffer.append((col, str(dtype), df[col].notna().sum()))
print('\n'.join(f'{c:20} {t:10} {n:>6}' for c, t, n in buffer))
# %%
import pandas as pd
df = pd.read_csv('loans.csv')
def payment(principal, rate, years):
    r = rate / 12
    n = years * 12
    return principal * r / (1 - (1 + r) ** -n) if r else principal / n
df['payment'] = [payment(p, r, y) for p, r, y in zip(df.principal, df.rate, df.years)]
print(df.payment.describe())
# %%
import pandas as pd
from sklearn.ensemble import GradientBoostingRegressor, RandomForestRegressor
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import KFold
df = pd.read_csv('houses.csv').dropna()
X, y = df.drop(columns='price'), df['price']
X = X.select_dtypes('number')
for name, m in [('gb', GradientBoostingRegressor()), ('rf', RandomForestRegressor(n_estimators=50))]:
    errs = []
    for tr, te in KFold(5, shuffle=True, random_state=0).split(X):
        m.fit(X.iloc[tr], y.iloc[tr])
        errs.append(mean_absolute_error(y.iloc[te], m.predict(X.iloc[te])))
    print(name, sum(errs) / len(errs))
# %%
import pandas as pd
df = pd.read_csv('visits.csv', parse_dates=['start', 'end'])
df['minutes'] = (df['end'] - df['start']).dt.total_seconds().div(60)
df['hour'] = df['start'].dt.hour
heat = df.pivot_table(index=df['start'].dt.day_name(), columns='hour', values='minutes', aggfunc='mean')
order = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
print(heat.reindex(order).round(1))
# %%
import pandas as pd
df = pd.read_csv('geo.csv')
top = df.groupby('country').population.sum().nlargest(5)
others = df.population.sum() - top.sum()
top['Other'] = others
ax = top.plot.pie(autopct='%.1f%%', ylabel='')
ax.get_figure().savefig('countries.png')
# %%
class Matrix:
    def __init__(self, rows):
        self.rows = [list(r) for r in rows]
    def __matmul__(self, other):
        cols = list(zip(*other.rows))
        return Matrix([[sum(a * b for a, b in zip(r, c)) for c in cols] for r in self.rows])
    def __getitem__(self, key):
        i, j = key
        return self.rows[i][j]
    @classmethod
    def identity(cls, n):
        return cls([[int(i == j) for j in range(n)] for i in range(n)])
    @staticmethod
    def shape(m):
        return len(m.rows), len(m.rows[0])
m = Matrix([[1, 2], [3, 4]]) @ Matrix.identity(2)
print(m[0, 1], Matrix.shape(m))
# %%
from typing import NamedTuple, Dict
class Stock(NamedTuple):
    symbol: str
    shares: int
    price: float
    def value(self) -> float:
        return self.shares * self.price
portfolio: Dict[str, Stock] = {s.symbol: s for s in (Stock('A', 10, 3.5), Stock('B', 2, 99.0))}
print(sum(s.value() for s in portfolio.values()))
# %%
import re
from datetime import datetime
pattern = re.compile(r'(?P<date>\d{4}-\d{2}-\d{2}) (?P<level>[A-Z]+) (?P<msg>.*)')
with open('app.log') as f:
    hits = [m.groupdict() for m in map(pattern.match, f) if m]
print(len(hits), {h['level'] for h in hits})
# %%
import pandas as pd
df = pd.read_csv('grades.csv')
conditions = [df.score >= 90, df.score >= 80, df.score >= 70]
import numpy as np
df['grade'] = np.select(conditions, ['A', 'B', 'C'], default='D')
print(df.groupby('grade').score.agg(['size', 'mean']).reindex(['A', 'B', 'C', 'D']))
# %%
import pandas as pd
df = pd.read_csv('ts.csv', index_col=0, parse_dates=True)
monthly = df['value'].resample('ME').agg(['mean', 'min', 'max'])
yoy = monthly['mean'].pct_change(12).mul(100)
print(monthly.tail(3), yoy.dropna().tail(3))
autocorr = [df['value'].autocorr(lag=k) for k in range(1, 8)]
print(autocorr)
# %%
total = 0
n = 0
while True:
    n += 1
    if n % 3 and n % 5:
        continue
    if n >= 1000:
        break
    total += n
print(total)
# %%
import pandas as pd
df1 = pd.read_csv('left.csv'); df2 = pd.read_csv('right.csv')
only_left = set(df1['id']) - set(df2['id'])
both = set(df1['id']) & set(df2['id'])
print(len(only_left), len(both))
print(df1[df1['id'].isin(only_left)].head())
print(df1.compare(df1.sort_values('id')).shape)
# %%
import copy
base = {'a': [1, 2], 'b': {'c': 3}}
other = copy.deepcopy(base)
other['b']['c'] = 4
print(base, other, base == other, {**base, 'z': 1}, base | {'a': 0})
# %%
import uuid, base64, hashlib
print(len(str(uuid.uuid4())), base64.b64encode(b'hello').decode(), hashlib.md5(b'x').hexdigest())
# %%
from scipy.optimize import linprog
res = linprog(c=[-3, -2], A_ub=[[1, 1], [2, 1]], b_ub=[4, 5], bounds=[(0, None), (0, None)], method='highs')
print(res.x, -res.fun, res.message)
# %%
import pandas as pd
df = pd.read_csv('emp.csv')
managers = df.set_index('id')['name']
df['manager'] = df['manager_id'].map(managers)
depth = {}
def level(i):
    if i not in depth:
        boss = df.loc[df.id == i, 'manager_id'].squeeze()
        depth[i] = 0 if pd.isnull(boss) else level(boss) + 1
    return depth[i]
print(df['id'].map(level).value_counts().sort_index())
# %%
import pyarrow.csv as pc
import pyarrow.compute as pcmp
t = pc.read_csv('orders.csv')
print(t.schema, t.num_rows, pcmp.sum(t['amount']).as_py())
# %%
import pandas as pd
text = pd.read_csv('tweets.csv')['text'].fillna('')
tags = text.str.findall(r'#(\w+)').explode().str.lower().value_counts()
print(tags.head(10))
print(text.str.split().str.len().describe())
# %%
import pandas as pd
df = pd.read_csv('prices.csv')
df['band'] = pd.cut(df['price'], bins=5, precision=0)
print(df.groupby('band', observed=True)['sqft'].mean())
print(df[['price', 'sqft']].corr(method='spearman').iloc[0, 1])
print(df['price'].quantile(.9), df['price'].mode()[0], df['price'].kurt())
# %%
import numpy as np
def simulate(n, p=0.5, seed=None):
    rng = np.random.RandomState(seed)
    return rng.binomial(1, p, size=n).cumsum()
paths = np.array([simulate(100, seed=s) for s in range(10)])
print(paths[:, -1].mean(), paths.max(), np.median(paths, axis=0)[:5])
# %%
from pathlib import Path
import json
out = Path('results')
out.mkdir(parents=True, exist_ok=True)
(out / 'summary.json').write_text(json.dumps({'n': 3}, indent=2))
print((out / 'summary.json').read_text(), [p.name for p in out.iterdir()], out.exists())
# %%
import pandas as pd
df = pd.read_csv('data.csv', on_bad_lines='skip', low_memory=False)
print(f"{len(df)} rows, {df.shape[1]} columns")
unnamed = [c for c in df.columns if c.startswith('Unnamed')]
df = df.drop(columns=unnamed).convert_dtypes()
df.columns = df.columns.str.replace(r'\W+', '_', regex=True).str.lower()
print(df.dtypes.astype(str).to_dict())
# %%
import pandas as pd
df = pd.read_csv('sales.csv')
s = df['Revenue']
print(s.is_monotonic_increasing, s.between(10, 20).sum(), s.diff().abs().max(), s.expanding().mean().iloc[-1])
print(df.sort_values('Revenue').tail(1).squeeze().to_dict())
print(s.to_numpy().tolist()[:3], s.map('{:.1f}'.format).tolist()[:3])
# %%
import pandas as pd
df = pd.read_csv('sales.csv')
writer = pd.ExcelWriter('multi.xlsx')
for name, group in df.groupby('Region'):
    group.to_excel(writer, sheet_name=str(name)[:31], index=False)
writer.close()
print('ok')
# %%
import pandas as pd
df = pd.read_csv('stock.csv', parse_dates=['date'])
df['ma50'] = df['close'].rolling(window=50).mean()
df['signal'] = (df['close'] > df['ma50']).astype(int).diff()
crosses = df.loc[df['signal'].abs() == 1, ['date', 'close', 'signal']]
print(crosses.to_string(index=False) if len(crosses) else 'no crossings')
# %%
import matplotlib.pyplot as plt, numpy as np
fig, (ax1, ax2) = plt.subplots(1, 2, gridspec_kw={'width_ratios': [2, 1]})
ax1.stackplot(range(5), [1, 2, 3, 2, 1], [2, 1, 1, 2, 3], labels=['a', 'b'])
ax1.legend(); ax1.set(xlabel='t', ylabel='v', title='Stack')
twin = ax2.twinx(); twin.plot([3, 1, 2], 'r-'); ax2.bar(['x', 'y', 'z'], [1, 2, 3])
ax2.tick_params(axis='x', rotation=90)
im = ax1.imshow(np.eye(3), aspect='auto', extent=(0, 4, 0, 6), alpha=.3)
fig.subplots_adjust(wspace=0.4)
plt.savefig('two.pdf', format='pdf', facecolor='white')
