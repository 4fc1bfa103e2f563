import pandas as pd
from pathlib import Path
folder = Path('/workspace')
parts = []
for f in sorted(folder.glob('sales_*.csv')):
    d = pd.read_csv(f)
    d['quelle'] = f.stem
    parts.append(d)
alle = pd.concat(parts, ignore_index=True)
print(alle.groupby('quelle')['Umsatz'].agg(['count', 'sum']))
# %%
# follow-up
alle['Datum'] = pd.to_datetime(alle['Datum'], dayfirst=True)
print(alle.set_index('Datum').groupby('quelle').resample('ME')['Umsatz'].sum().unstack(0).round(0))
# %%
import pandas as pd
import matplotlib.pyplot as plt
from matplotlib.patches import Patch
df = pd.read_csv('votes.csv')
colors = df['party'].map({'A': 'tab:blue', 'B': 'tab:red'}).fillna('grey')
fig, ax = plt.subplots(figsize=(8, 4), dpi=110)
bars = ax.bar(df['district'], df['share'] * 100, color=colors)
ax.bar_label(bars, fmt='{:.0f}%', padding=2)
ax.legend(handles=[Patch(color='tab:blue', label='A'), Patch(color='tab:red', label='B')], loc='best')
ax.set(xlabel='District', ylabel='Share', ylim=(0, 100))
for s in ('top', 'right'):
    ax.spines[s].set_visible(False)
plt.setp(ax.get_xticklabels(), rotation=30, ha='right')
fig.savefig('votes.png')
# %%
import csv
import os
from operator import itemgetter, attrgetter
from typing import Any, Iterable

IN = os.path.join('/workspace', 'staff.csv')

def rows(path: str) -> Iterable[dict[str, Any]]:
    if not os.path.exists(path):
        raise FileNotFoundError(path)
    with open(path, encoding='utf-8-sig') as fh:
        yield from csv.DictReader(fh)

staff = sorted(rows(IN), key=itemgetter('team', 'name'))
width = max(len(r['name']) for r in staff)
for r in staff:
    print(r['team'].ljust(12), r['name'].rjust(width), r['since'][:4], sep=' | ')
# %%
import pandas as pd
df = pd.read_csv('考勤.csv', encoding='utf-8-sig')
df['上班'] = pd.to_datetime(df['日期'] + ' ' + df['上班时间'])
df['下班'] = pd.to_datetime(df['日期'] + ' ' + df['下班时间'])
df['工时'] = (df['下班'] - df['上班']).dt.seconds / 3600
迟到 = df[df['上班'].dt.time > pd.Timestamp('09:00').time()]
print(迟到.groupby('姓名').size().sort_values(ascending=False).head())
print(df.groupby('部门')['工时'].mean().map(lambda x: f'{x:.1f}小时'))
df.to_csv('工时.csv', index=False, encoding='utf-8-sig')
# %%
import pandas as pd
import numpy as np
df = pd.read_excel('在庫.xlsx', header=[0, 1], index_col=0)
df.columns = ['_'.join(map(str, c)).strip() for c in df.columns.to_flat_index()]
df = df.replace({'-': np.nan, '': np.nan}).infer_objects()
print(df.isna().sum().sum(), '件の欠損')
print(df.apply(pd.to_numeric, errors='coerce').describe().T[['mean', 'std', 'min', 'max']].round(1))
# %%
import pandas as pd
from scipy import stats
import itertools
df = pd.read_csv('yield.csv')
groups = {k: v['kg'].values for k, v in df.groupby('fertilizer')}
f, p = stats.f_oneway(*groups.values())
print(f'ANOVA: F = {f:.2f}, p = {p:.4f}')
res = stats.tukey_hsd(*groups.values())
print(res)
for (a, x), (b, y) in itertools.combinations(groups.items(), 2):
    t = stats.ttest_ind(x, y, equal_var=False)
    ci = t.confidence_interval(0.95)
    print(f'{a:>10} vs {b:<10} diff={x.mean() - y.mean():+.2f} p={t.pvalue:.4f} [{ci.low:.2f}, {ci.high:.2f}]')
# %%
import numpy as np
from scipy import stats
x, y = np.loadtxt('xy.txt', unpack=True)
res = stats.linregress(x, y)
n = len(x)
tcrit = stats.t.ppf(0.975, n - 2)
print(f'y = {res.slope:.3f} x + {res.intercept:.3f}   (R² = {res.rvalue**2:.3f})')
print(f'slope ± {tcrit * res.stderr:.3f}, intercept ± {tcrit * res.intercept_stderr:.3f}')
ks = stats.kstest(stats.zscore(y - (res.slope * x + res.intercept)), 'norm')
print('residuals normal?', ks.pvalue > 0.05)
print(stats.pearsonr(x, y), stats.kendalltau(x, y), stats.wilcoxon(x, y))
# %%
import pandas as pd
from sklearn.model_selection import StratifiedKFold, cross_validate
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import StandardScaler, LabelEncoder
from sklearn.linear_model import LogisticRegression
from sklearn.ensemble import GradientBoostingClassifier, VotingClassifier
from sklearn.neighbors import KNeighborsClassifier
df = pd.read_csv('cancer.csv').drop(columns=['id'], errors='ignore')
X = df.drop('diagnosis', axis=1)
y = LabelEncoder().fit_transform(df['diagnosis'])
models = {
    'logreg': Pipeline([('sc', StandardScaler()), ('m', LogisticRegression(max_iter=5000))]),
    'knn': Pipeline([('sc', StandardScaler()), ('m', KNeighborsClassifier(7))]),
    'gb': GradientBoostingClassifier(random_state=0),
}
models['vote'] = VotingClassifier([(k, v) for k, v in models.items()], voting='soft')
cv = StratifiedKFold(5, shuffle=True, random_state=0)
rows = []
for name, m in models.items():
    r = cross_validate(m, X, y, cv=cv, scoring=('accuracy', 'roc_auc', 'f1'))
    rows.append({'model': name, **{k[5:]: v.mean() for k, v in r.items() if k.startswith('test_')}})
print(pd.DataFrame(rows).set_index('model').sort_values('roc_auc', ascending=False).round(4))
# %%
# follow-up
from sklearn.inspection import permutation_importance, PartialDependenceDisplay
import matplotlib.pyplot as plt
best = models['gb'].fit(X, y)
r = permutation_importance(best, X, y, n_repeats=10, random_state=0)
order = r.importances_mean.argsort()[-8:]
fig, ax = plt.subplots()
ax.boxplot(r.importances[order].T, orientation='horizontal', tick_labels=X.columns[order])
fig.tight_layout(); fig.savefig('perm.png')
PartialDependenceDisplay.from_estimator(best, X, [int(order[-1])])
plt.savefig('pdp.png')
# %%
import seaborn as sns
import matplotlib.pyplot as plt
import pandas as pd
sns.set(style='ticks', palette='muted', font_scale=1.1)
df = pd.read_csv('penguins.csv').dropna()
g = sns.pairplot(df, hue='species', vars=['bill', 'flipper', 'mass'], corner=True, diag_kind='kde')
g.savefig('pairs.png')
g = sns.FacetGrid(df, col='island', row='sex', margin_titles=True)
g.map_dataframe(sns.scatterplot, x='bill', y='mass', hue='species')
g.add_legend()
g.set_titles(col_template='{col_name}', row_template='{row_name}')
g.figure.savefig('facets.png')
j = sns.jointplot(data=df, x='bill', y='mass', kind='hex')
j.figure.suptitle('bill vs mass')
j.savefig('joint.png')
# %%
import seaborn as sns
import pandas as pd
import matplotlib.pyplot as plt
df = pd.read_csv('flights.csv')
p = df.pivot(index='month', columns='year', values='passengers')
months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
p = p.reindex(months)
fig, ax = plt.subplots(1, 2, figsize=(14, 5), gridspec_kw=dict(width_ratios=[2, 1]))
sns.heatmap(p, annot=True, fmt='d', ax=ax[0], cbar=False, mask=p.isna())
sns.lineplot(data=df, x='year', y='passengers', estimator='mean', errorbar=('ci', 95), ax=ax[1], marker='o')
ax[1].yaxis.tick_right()
sns.despine(ax=ax[1], left=True, right=False)
fig.savefig('flights.png', bbox_inches='tight', transparent=True)
# %%
import polars as pl
df = pl.read_csv('sales.csv', separator=',', null_values=['', 'NA'])
print(df.shape, df.schema)
res = (
    df.lazy()
    .with_columns(pl.col('Date').str.strptime(pl.Date, '%Y-%m-%d', strict=False))
    .with_columns(month=pl.col('Date').dt.month(), rank=pl.col('Revenue').rank('ordinal', descending=True).over('Region'))
    .filter(pl.col('rank') <= 3)
    .select('Region', 'Date', 'Revenue', 'rank')
    .sort(['Region', 'rank'])
    .collect()
)
with pl.Config(tbl_rows=50):
    print(res)
# %%
import polars as pl
orders = pl.scan_parquet('orders.parquet')
cust = pl.scan_csv('customers.csv')
top = (orders.join(cust, on='customer_id', how='inner')
       .group_by('country', maintain_order=True)
       .agg(total=pl.sum('amount'), n=pl.len(), mean=pl.mean('amount'), last=pl.col('date').max())
       .with_columns((pl.col('total') / pl.col('total').sum()).alias('share'))
       .top_k(5, by='total'))
print(top.explain())
df = top.collect()
for r in df.iter_rows(named=True):
    print(f"{r['country']:<15} {r['total']:>12,.2f} {r['share']:>6.1%}")
# %%
import duckdb
con = duckdb.connect()
con.execute("CREATE TABLE t AS SELECT * FROM read_csv_auto('sensor.csv')")
print(con.execute('SELECT COUNT(*) FROM t').fetchone()[0])
con.sql("""
    SELECT device, date_trunc('hour', ts) AS h, avg(value) AS avg_v, quantile_cont(value, 0.95) AS p95
    FROM t
    WHERE value IS NOT NULL
    GROUP BY 1, 2
    HAVING count(*) > 10
    ORDER BY 1, 2
""").show()
df = con.table('t').df()
con.close()
print(df.describe())
# %%
import duckdb
import pandas as pd
import polars as pl
a = pd.read_csv('a.csv')
b = pl.read_csv('b.csv')
out = duckdb.sql('SELECT a.id, a.x, b.y FROM a LEFT JOIN b USING (id) WHERE b.y IS NULL').df()
print(len(out), 'ids are missing in b')
duckdb.sql('SELECT * FROM out').write_parquet('missing.parquet')
duckdb.sql('PIVOT a ON kind USING sum(x) GROUP BY id').pl()
# %%
from openpyxl import load_workbook
from openpyxl.styles import PatternFill, Font
from openpyxl.chart import BarChart, Reference
from openpyxl.formatting.rule import CellIsRule
wb = load_workbook('budget.xlsx', data_only=True)
print(wb.sheetnames)
ws = wb['Plan']
red = PatternFill(start_color='FFFF9999', end_color='FFFF9999', fill_type='solid')
header = {c.value: c.column for c in ws[1]}
over = 0
for row in ws.iter_rows(min_row=2):
    plan, actual = row[header['Plan'] - 1], row[header['Ist'] - 1]
    if actual.value and plan.value and actual.value > plan.value:
        actual.fill = red
        actual.font = Font(bold=True)
        over += 1
ws.conditional_formatting.add('D2:D100', CellIsRule(operator='lessThan', formula=['0'], fill=red))
chart = BarChart()
chart.title = 'Plan vs Ist'
chart.add_data(Reference(ws, min_col=2, max_col=3, min_row=1, max_row=ws.max_row), titles_from_data=True)
chart.set_categories(Reference(ws, min_col=1, min_row=2, max_row=ws.max_row))
ws.add_chart(chart, 'F2')
wb.save('budget_marked.xlsx')
print(f'{over} Zeilen über Plan')
# %%
import pandas as pd
from openpyxl.utils.dataframe import dataframe_to_rows
from openpyxl import Workbook
df = pd.read_csv('sales.csv')
wb = Workbook()
wb.remove(wb.active)
for region, g in df.groupby('Region'):
    ws = wb.create_sheet(title=str(region)[:31])
    for r in dataframe_to_rows(g, index=False, header=True):
        ws.append(r)
    ws.auto_filter.ref = ws.dimensions
    ws['H1'] = f'=SUM(C2:C{ws.max_row})'
    ws['H1'].number_format = '0.00'
    ws.row_dimensions[1].height = 20
    ws.sheet_properties.tabColor = '00B050'
    ws.merge_cells('J1:K1')
wb.save('by_region.xlsx')
# %%
import json
from pathlib import Path
import pandas as pd
data = json.loads(Path('survey.json').read_text())
def flatten(d, prefix=''):
    out = {}
    for k, v in d.items():
        key = f'{prefix}.{k}' if prefix else k
        if isinstance(v, dict):
            out.update(flatten(v, key))
        elif isinstance(v, list):
            out[key] = '; '.join(map(str, v))
        else:
            out[key] = v
    return out
df = pd.DataFrame([flatten(d) for d in data])
print(df.columns.tolist(), df.shape)
df.to_excel('survey_flat.xlsx', index=False, freeze_panes=(1, 0))
# %%
import pandas as pd
import json
rows = []
with open('events.jsonl') as fh:
    for i, line in enumerate(fh, 1):
        if not line.strip():
            continue
        try:
            rows.append(json.loads(line))
        except ValueError as exc:
            print(f'line {i}: {exc}')
df = pd.json_normalize(rows, max_level=1)
print(df['event.type'].value_counts().rename_axis('type').reset_index(name='n').to_string(index=False))
funnel = ['view', 'cart', 'checkout', 'paid']
users = [df.loc[df['event.type'] == s, 'user.id'].nunique() for s in funnel]
for s, n, prev in zip(funnel, users, [users[0], *users]):
    print(f'{s:<10}{n:>8,}{n / prev if prev else 0:>8.1%}')
# %%
import re
import pandas as pd
text = open('invoice.txt', encoding='utf-8').read()
amounts = [float(a.replace('.', '').replace(',', '.')) for a in re.findall(r'(\d{1,3}(?:\.\d{3})*,\d{2})\s*€', text)]
dates = re.findall(r'\b\d{2}\.\d{2}\.\d{4}\b', text)
iban = re.search(r'\b[A-Z]{2}\d{2}(?:\s?\d{4}){4,7}\b', text)
print('Summe:', sum(amounts), 'Max:', max(amounts, default=0.0))
print('Daten:', *pd.to_datetime(pd.Series(dates), format='%d.%m.%Y').dt.strftime('%Y-%m-%d'))
print('IBAN:', iban.group(0) if iban else '-')
masked = re.sub(r'\d(?=\d{4})', lambda m: '*', text)
print(masked[:200])
# %%
from datetime import datetime, timedelta, date, time
from zoneinfo import ZoneInfo
import pandas as pd
df = pd.read_csv('meetings.csv')
utc = pd.to_datetime(df['start'], utc=True)
for tz in ('Europe/Berlin', 'Asia/Tokyo', 'America/New_York'):
    local = utc.dt.tz_convert(tz)
    bad = (local.dt.hour < 8) | (local.dt.hour >= 18)
    print(f'{tz:<20} {bad.mean():.0%} outside office hours')
now = datetime.now(tz=ZoneInfo('UTC'))
monday = (now - timedelta(days=now.weekday())).date()
print(monday.isoformat(), datetime.combine(monday, time(9, 30)), date.today().isocalendar().week)
# %%
from dataclasses import dataclass, field
from collections import defaultdict
import csv

@dataclass(frozen=True, order=True)
class Trade:
    date: str
    symbol: str
    qty: int
    price: float = field(compare=False)

    @classmethod
    def from_row(cls, row: dict) -> 'Trade':
        return cls(row['date'], row['symbol'], int(row['qty']), float(row['price']))

    @property
    def value(self) -> float:
        return self.qty * self.price

lots = defaultdict(list)
profit = defaultdict(float)
with open('trades.csv') as f:
    for t in sorted(Trade.from_row(r) for r in csv.DictReader(f)):
        if t.qty > 0:
            lots[t.symbol].append([t.qty, t.price])
            continue
        left = -t.qty
        while left and lots[t.symbol]:
            lot = lots[t.symbol][0]
            n = min(left, lot[0])
            profit[t.symbol] += n * (t.price - lot[1])
            lot[0] -= n
            left -= n
            if lot[0] == 0:
                lots[t.symbol].pop(0)
for s, p in sorted(profit.items(), key=lambda kv: kv[1], reverse=True):
    print(f'{s:<6}{p:>12,.2f}')
# %%
from collections import Counter, defaultdict
import csv
from itertools import groupby, chain, pairwise
with open('visits.csv', newline='') as f:
    visits = [(r['user'], r['page']) for r in csv.DictReader(f)]
paths = {u: [p for _, p in g] for u, g in groupby(sorted(visits, key=lambda v: v[0]), key=lambda v: v[0])}
steps = Counter(chain.from_iterable(pairwise(p) for p in paths.values()))
out = defaultdict(Counter)
for (a, b), n in steps.items():
    out[a][b] += n
for a, c in out.items():
    total = c.total()
    print(a, '->', ', '.join(f'{b} {n / total:.0%}' for b, n in c.most_common(3)))
# %%
from functools import reduce, partial, lru_cache, wraps
import time
import pandas as pd

def timed(fn):
    @wraps(fn)
    def inner(*args, **kwargs):
        t = time.perf_counter()
        try:
            return fn(*args, **kwargs)
        finally:
            print(f'{fn.__name__} took {time.perf_counter() - t:.3f}s')
    return inner

@timed
def load(path):
    return pd.read_csv(path)

@timed
def summarise(df, by, col='amount'):
    return df.groupby(by)[col].agg(['sum', 'mean'])

df = load('orders.csv')
print(summarise(df, 'country'))
print(summarise(df, ['country', 'channel'], col='qty').head())
to_eur = partial(round, ndigits=2)
print(reduce(lambda a, b: a * (1 + b), df['growth'].head(5), 1.0), to_eur(3.14159))
# %%
import pandas as pd

def read(name: str, *, sep: str = ',', **options) -> pd.DataFrame:
    """One of the exports, columns in lower case."""
    df = pd.read_csv(f'/workspace/{name}.csv', sep=sep, **options)
    return df.rename(columns=str.lower)

if __name__ == '__main__':
    q1, q2 = read('q1'), read('q2', sep=';', decimal=',')
    both = pd.concat({'Q1': q1, 'Q2': q2}, names=['quarter']).droplevel(1)
    print(both.groupby(level='quarter').sum(numeric_only=True))
# %%
import pandas as pd
kw = dict(index_col=0, parse_dates=True)
temp = pd.read_csv('temp.csv', **kw)
load = pd.read_csv('load.csv', **kw)
df = temp.join(load, how='inner').interpolate('time')
print(df.corr(method='spearman').iloc[0, 1])
lags = {k: df['load'].corr(df['temp'].shift(k)) for k in range(0, 25)}
best = max(lags, key=lambda k: abs(lags[k]))
print(f'strongest at a lag of {best} h: {lags[best]:.2f}')
# %%
import pandas as pd
import sys
try:
    df = pd.read_excel('Bericht.xlsx', sheet_name='Q3', usecols='A:F', skiprows=3, nrows=200)
except ValueError as e:
    print(f'Blatt fehlt: {e}', file=sys.stderr)
    print(pd.ExcelFile('Bericht.xlsx').sheet_names)
    sys.exit(1)
df = df.rename(columns=lambda c: c.strip()).dropna(how='all')
df['Abweichung'] = df['Ist'].sub(df['Soll']).div(df['Soll']).mul(100).round(1)
print(df.nlargest(5, 'Abweichung').to_string(index=False, na_rep='-'))
# %%
import pandas as pd
df = pd.read_csv('stock.csv')
abc = df.assign(value=df['price'] * df['qty']).sort_values('value', ascending=False)
abc['cum'] = abc['value'].cumsum() / abc['value'].sum()
abc['class'] = pd.cut(abc['cum'], [0, .8, .95, 1], labels=list('ABC'), include_lowest=True)
s = abc.groupby('class', observed=False).agg(items=('sku', 'size'), value=('value', 'sum'))
s['share'] = (100 * s['value'] / s['value'].sum()).map('{:.1f} %'.format)
print(s)
abc.to_csv('abc.csv', index=False, float_format='%.2f')
# %%
import pandas as pd
import numpy as np
df = pd.read_csv('bids.csv')
df['z'] = df.groupby('lot')['bid'].transform(lambda s: (s - s.mean()) / s.std(ddof=0))
df['prev'] = df.groupby('lot')['bid'].shift(fill_value=0)
df['step'] = df['bid'] - df['prev']
df['n'] = df.groupby('lot').cumcount() + 1
df['last'] = ~df.duplicated('lot', keep='last')
df['pct'] = df.groupby('lot')['bid'].rank(pct=True)
print(df.loc[df['last'], ['lot', 'bidder', 'bid', 'n']].sort_values('bid').tail())
print(df.groupby('lot')['step'].expanding().mean().reset_index(level=0, drop=True).head())
print(df.groupby('bidder').filter(lambda g: len(g) >= 3)['bidder'].unique())
print(np.round(df['z'].abs().nlargest(3).to_numpy(), 2))
# %%
import numpy as np
import matplotlib.pyplot as plt
img = plt.imread('photo.png')
gray = img[..., :3] @ np.array([0.299, 0.587, 0.114])
hist, edges = np.histogram(gray, bins=64, range=(0, 1))
fig, (a, b) = plt.subplots(1, 2, figsize=(10, 4))
a.imshow(gray, cmap='gray'); a.axis('off')
b.stairs(hist, edges, fill=True)
b.set_yscale('log')
fig.savefig('gray.png')
print(gray.shape, gray.mean().round(3), np.percentile(gray, [5, 50, 95]))
# %%
from PIL import Image, ImageOps
import os
for name in sorted(os.listdir('.')):
    if not name.lower().endswith(('.jpg', '.png')):
        continue
    with Image.open(name) as im:
        w, h = im.size
        print(f'{name}: {w}x{h} {im.mode} {os.path.getsize(name) / 1024:.0f} KB')
# %%
import numpy as np
A = np.genfromtxt('A.csv', delimiter=',')
b = np.genfromtxt('b.csv', delimiter=',')
try:
    x = np.linalg.solve(A, b)
except np.linalg.LinAlgError:
    x, res, rank, sv = np.linalg.lstsq(A, b, rcond=None)
    print('singular, rank', rank)
np.set_printoptions(precision=4, suppress=True)
print(x)
print(np.allclose(A @ x, b), np.linalg.cond(A))
np.savetxt('x.csv', x, delimiter=',', header='x', comments='')
# %%
import numpy as np
from scipy.optimize import linprog, linear_sum_assignment
from scipy.interpolate import interp1d, CubicSpline
import pandas as pd
cost = pd.read_csv('cost.csv', index_col=0)
r, c = linear_sum_assignment(cost.values)
for i, j in zip(r, c):
    print(f'{cost.index[i]} -> {cost.columns[j]} ({cost.iat[i, j]})')
print('total', cost.values[r, c].sum())
res = linprog(c=[-3, -5], A_ub=[[1, 0], [0, 2], [3, 2]], b_ub=[4, 12, 18], bounds=[(0, None)] * 2, method='highs')
print(res.x, -res.fun, res.message)
cs = CubicSpline([0, 1, 2, 3], [0, 1, 8, 27])
print(cs(1.5), cs(1.5, 1), interp1d([0, 1], [2, 4])(0.25))
# %%
from scipy.integrate import solve_ivp
import numpy as np
import matplotlib.pyplot as plt
def sir(t, y, beta, gamma):
    s, i, r = y
    return [-beta * s * i, beta * s * i - gamma * i, gamma * i]
sol = solve_ivp(sir, (0, 160), [0.99, 0.01, 0.0], args=(0.35, 0.1), dense_output=True, max_step=1.0)
t = np.linspace(0, 160, 400)
for y, label in zip(sol.sol(t), ['S', 'I', 'R']):
    plt.plot(t, y, label=label)
plt.legend(); plt.xlabel('days'); plt.title(r'SIR, $R_0=3.5$')
peak = t[sol.sol(t)[1].argmax()]
plt.axvline(peak, color='k', ls='--', lw=.8)
plt.annotate(f'peak: day {peak:.0f}', (peak, 0.1), xytext=(15, 0), textcoords='offset points')
plt.savefig('sir.png', dpi=150)
# %%
import pandas as pd
import matplotlib.pyplot as plt
df = pd.read_csv('okr.csv')
labels = df['area'].tolist()
import numpy as np
angles = np.linspace(0, 2 * np.pi, len(labels), endpoint=False).tolist()
vals = df['score'].tolist()
fig, ax = plt.subplots(subplot_kw={'projection': 'polar'})
ax.plot(angles + angles[:1], vals + vals[:1], 'o-', lw=2)
ax.fill(angles + angles[:1], vals + vals[:1], alpha=.25)
ax.set_thetagrids(np.degrees(angles), labels)
ax.set_rlim(0, 10)
ax.set_theta_zero_location('N')
fig.savefig('radar.png')
# %%
import pandas as pd
import matplotlib.pyplot as plt
df = pd.read_csv('pnl.csv')
df['end'] = df['amount'].cumsum()
df['start'] = df['end'].shift(fill_value=0)
fig, ax = plt.subplots(figsize=(9, 4))
ax.bar(df['item'], df['amount'], bottom=df['start'], color=['g' if a >= 0 else 'r' for a in df['amount']])
ax.step(range(len(df)), df['end'], where='post', lw=.5, color='k')
ax.yaxis.set_major_formatter(plt.FuncFormatter(lambda v, _: f'{v / 1e6:,.1f} M'))
ax.yaxis.set_major_locator(plt.MaxNLocator(6))
ax.grid(axis='y', alpha=.3)
ax.set_axisbelow(True)
ax.set_xticks(ax.get_xticks(), ax.get_xticklabels(), rotation=45, ha='right')
plt.tight_layout()
plt.savefig('waterfall.png')
# %%
import matplotlib.pyplot as plt
import matplotlib.gridspec as gridspec
import pandas as pd
df = pd.read_csv('ops.csv', parse_dates=['ts'])
fig = plt.figure(figsize=(12, 8), layout='constrained')
gs = gridspec.GridSpec(2, 3, figure=fig, height_ratios=[2, 1])
main = fig.add_subplot(gs[0, :])
main.plot(df['ts'], df['cpu'], label='CPU')
main.fill_between(df['ts'], df['cpu'], where=df['cpu'] > 80, color='r', alpha=.3, step='mid')
main.legend(loc='upper right', fontsize='small')
for i, c in enumerate(['cpu', 'mem', 'disk']):
    a = fig.add_subplot(gs[1, i])
    a.hist(df[c].dropna(), bins='auto', density=True, histtype='stepfilled', alpha=.7)
    a.set_title(c.upper(), fontdict={'fontsize': 9})
    q = df[c].quantile(.99)
    a.axvline(q, c='k'); a.text(q, a.get_ylim()[1] * .9, f' p99={q:.0f}')
fig.savefig('ops.png')
# %%
import pandas as pd
df = pd.read_csv('movies.csv', converters={'genres': lambda s: s.split('|')}, low_memory=False)
g = df.explode('genres')
top = g.groupby('genres', group_keys=False).apply(lambda x: x.nlargest(1, 'rating'), include_groups=False)
print(top[['title', 'rating']])
d = g.groupby(['year', 'genres']).size().unstack(fill_value=0).rolling(5).mean().dropna()
d.plot(subplots=True, layout=(-1, 4), figsize=(14, 10), sharex=True, legend=True, title='Films per year')
import matplotlib.pyplot as plt
plt.savefig('genres.png')
# %%
import pandas as pd
a = pd.read_csv('old.csv', dtype=str).fillna('')
b = pd.read_csv('new.csv', dtype=str).fillna('')
m = a.merge(b, on='id', how='outer', suffixes=('_old', '_new'), indicator=True)
print(m['_merge'].value_counts().rename({'left_only': 'removed', 'right_only': 'added', 'both': 'kept'}))
both = m.query("_merge == 'both'")
cols = [c for c in a.columns if c != 'id']
changes = []
for c in cols:
    x = both[both[f'{c}_old'] != both[f'{c}_new']]
    changes += [{'id': i, 'column': c, 'old': o, 'new': n} for i, o, n in x[['id', f'{c}_old', f'{c}_new']].values]
pd.DataFrame(changes).to_csv('changes.csv', index=False)
print(len(changes), 'cells changed')
print(a.set_index('id').sort_index().equals(b.set_index('id').sort_index()))
# %%
import pandas as pd
df = pd.read_csv('ratings.csv')
m = df.pivot_table(index='user', columns='item', values='rating')
sim = m.corr(min_periods=5)
def similar(item, n=5):
    return sim[item].drop(item).dropna().nlargest(n)
for it in m.count().nlargest(3).index:
    print(it, similar(it).round(2).to_dict())
C, mm = m.mean().mean(), m.count().quantile(.75)
weighted = (m.count() / (m.count() + mm)) * m.mean() + (mm / (m.count() + mm)) * C
print(weighted.sort_values(ascending=False).head(10))
# %%
import io, zipfile, csv
with zipfile.ZipFile('monthly.zip') as zf:
    totals = {}
    for name in zf.namelist():
        if name.endswith('/') or '__MACOSX' in name:
            continue
        with zf.open(name) as raw:
            reader = csv.DictReader(io.TextIOWrapper(raw, encoding='utf-8'))
            totals[name] = sum(float(r['amount']) for r in reader)
for n, t in totals.items():
    print(f'{n}: {t:.2f}')
# %%
import sqlite3
import pandas as pd
conn = sqlite3.connect('shop.db')
tables = pd.read_sql("SELECT name FROM sqlite_master WHERE type='table'", conn)
print(tables)
df = pd.read_sql_query('SELECT category, SUM(price * qty) AS revenue FROM order_items GROUP BY category ORDER BY revenue DESC', conn)
print(df.head(10))
cur = conn.cursor()
cur.execute('SELECT COUNT(*) FROM order_items WHERE price > ?', (100,))
print(cur.fetchone()[0])
for row in cur.execute('SELECT * FROM customers LIMIT 5'):
    print(row)
conn.close()
# %%
import logging
import csv
logger = logging.getLogger('check')
logger.setLevel(logging.INFO)
handler = logging.StreamHandler()
handler.setFormatter(logging.Formatter('%(asctime)s %(message)s'))
logger.addHandler(handler)
class RowError(ValueError):
    def __init__(self, line, msg):
        super().__init__(f'line {line}: {msg}')
        self.line = line
def check(row, line):
    if not row['email'] or '@' not in row['email']:
        raise RowError(line, 'bad email')
    if int(row['age']) < 0:
        raise RowError(line, 'negative age')
errors = []
with open('users.csv') as f:
    for i, row in enumerate(csv.DictReader(f), start=2):
        try:
            check(row, i)
        except (RowError, KeyError) as e:
            logger.warning('%s', e)
            errors.append(e)
print(f'{len(errors)} errors')
# %%
import xml.etree.ElementTree as ET
from collections import Counter
tree = ET.parse('feed.xml')
ns = {'a': 'http://www.w3.org/2005/Atom'}
c = Counter()
for e in tree.getroot().findall('a:entry', ns):
    title = e.find('a:title', ns)
    c[e.findtext('a:author/a:name', namespaces=ns)] += 1
    print((title.text or '').strip() if title is not None else '-', [k.tag.split('}')[-1] for k in e])
print(c)
# %%
import html
import re
from html.parser import HTMLParser

class Links(HTMLParser):
    def __init__(self):
        super().__init__()
        self.links = []
        self.text = []

    def handle_starttag(self, tag, attrs):
        if tag == 'a':
            self.links.append(dict(attrs).get('href'))

    def handle_data(self, data):
        self.text.append(data)

p = Links()
with open('page.html', encoding='utf-8') as f:
    p.feed(f.read())
print(len(p.links), 'links')
print(re.sub(r'\s+', ' ', html.unescape(' '.join(p.text)))[:500])
# %%
import configparser
from urllib.parse import urlparse, parse_qs
import pandas as pd
cfg = configparser.ConfigParser()
cfg.read('report.ini')
top = cfg.getint('report', 'top', fallback=10)
df = pd.read_csv('urls.csv')
parts = df['url'].map(urlparse)
df['host'] = parts.map(lambda u: u.netloc)
df['campaign'] = parts.map(lambda u: parse_qs(u.query).get('utm_campaign', [''])[0])
print(df.groupby(['host', 'campaign'])['clicks'].sum().nlargest(top))
# %%
import base64, hashlib, uuid, secrets
import pandas as pd
df = pd.read_csv('keys.csv')
df['uuid'] = [str(uuid.uuid4()) for _ in range(len(df))]
df['hash'] = df['name'].apply(lambda s: hashlib.md5(s.encode('utf-8')).hexdigest())
df['b64'] = df['name'].apply(lambda s: base64.b64encode(s.encode()).decode())
df['token'] = [secrets.token_hex(4) for _ in df.index]
df.to_csv('keys_out.csv', index=False)
print(df.head().to_string())
# %%
import math, random, statistics
random.seed(42)
def simulate(days=250, mu=0.0004, sigma=0.01):
    price = 100.0
    for _ in range(days):
        price *= math.exp(random.gauss(mu, sigma))
    return price
runs = [simulate() for _ in range(2000)]
q = statistics.quantiles(runs, n=20)
print(f'median {statistics.median(runs):.1f}, 5 % {q[0]:.1f}, 95 % {q[-1]:.1f}')
inside = sum(random.random() ** 2 + random.random() ** 2 <= 1 for _ in range(100_000))
print('pi ~', 4 * inside / 100_000, math.isclose(4 * inside / 100_000, math.pi, rel_tol=0.01))
# %%
import argparse
import pandas as pd
parser = argparse.ArgumentParser()
parser.add_argument('--file', default='orders.csv')
parser.add_argument('--top', type=int, default=5)
args = parser.parse_args([])
df = pd.read_csv('orders.csv')
print(df['customer'].value_counts().head(args.top))
# %%
from abc import ABC, abstractmethod
import pandas as pd

class Rule(ABC):
    name = 'rule'
    @abstractmethod
    def apply(self, df: pd.DataFrame) -> pd.Series: ...

class NotNull(Rule):
    name = 'not null'
    def __init__(self, *cols):
        self.cols = list(cols)
    def apply(self, df):
        return df[self.cols].notna().all(axis=1)

class Between(Rule):
    name = 'between'
    def __init__(self, col, lo, hi):
        self.col, self.lo, self.hi = col, lo, hi
    def apply(self, df):
        return df[self.col].between(self.lo, self.hi)
    def __str__(self):
        return f'{self.col} in [{self.lo}, {self.hi}]'

df = pd.read_csv('quality.csv')
for rule in (NotNull('id', 'name'), Between('age', 0, 120)):
    ok = rule.apply(df)
    print(rule.name, rule, f'{(~ok).sum()} fail')
# %%
class Matrix:
    __slots__ = ('rows',)
    def __init__(self, rows):
        self.rows = [list(r) for r in rows]
    def __matmul__(self, other):
        return Matrix([[sum(a * b for a, b in zip(r, c)) for c in zip(*other.rows)] for r in self.rows])
    def __getitem__(self, ij):
        i, j = ij
        return self.rows[i][j]
    def __iter__(self):
        return iter(self.rows)
    def __len__(self):
        return len(self.rows)
    def __eq__(self, o):
        return isinstance(o, Matrix) and self.rows == o.rows
with open('m.txt') as f:
    m = Matrix([float(x) for x in line.split()] for line in f)
sq = m @ m
print(*sq, sep='\n')
print(sq[0, 0], len(sq), sq == m)
# %%
import heapq
import csv
from collections import deque, defaultdict
graph = defaultdict(dict)
with open('roads.csv') as f:
    for a, b, km in csv.reader(f):
        graph[a][b] = graph[b][a] = float(km)
def dijkstra(src, dst):
    queue, seen = [(0.0, src, [])], set()
    while queue:
        d, node, path = heapq.heappop(queue)
        if node in seen:
            continue
        seen.add(node)
        path = path + [node]
        if node == dst:
            return d, path
        for nxt, km in graph[node].items():
            heapq.heappush(queue, (d + km, nxt, path))
    return float('inf'), []
d, path = dijkstra('Berlin', 'München')
print(f'{d:.0f} km:', ' → '.join(path))
# %%
import pandas as pd
df = pd.read_csv('sales.csv', parse_dates=['Date'])
s = df.set_index('Date')['Revenue'].resample('D').sum()
roll = s.rolling('30D')
bands = pd.DataFrame({'mean': roll.mean(), 'lo': roll.mean() - 2 * roll.std(), 'hi': roll.mean() + 2 * roll.std()})
odd = s[(s < bands['lo']) | (s > bands['hi'])]
print(odd.sort_index().tail(10).to_frame('revenue').assign(weekday=lambda d: d.index.day_name()))
print(s.groupby([s.index.year, s.index.quarter]).sum().rename_axis(['year', 'quarter']))
print(s.autocorr(7), s.between_time if False else '')
# %%
# follow-up
import matplotlib.pyplot as plt
ax = s.plot(alpha=.4, figsize=(12, 4), label='daily')
bands['mean'].plot(ax=ax, label='30 days')
ax.fill_between(bands.index, bands['lo'], bands['hi'], alpha=.15)
ax.scatter(odd.index, odd, c='red', zorder=3, label='odd')
ax.legend()
ax.get_figure().savefig('odd.png')
# %%
import pandas as pd
df = pd.read_csv('Kunden.csv', sep=None, engine='python')
df['PLZ'] = df['PLZ'].astype(str).str.zfill(5)
df['Region'] = df['PLZ'].str[0].map({str(i): f'Leitregion {i}' for i in range(10)})
df['Name'] = df['Nachname'].str.cat(df['Vorname'], sep=', ')
df['Anrede'] = df['Geschlecht'].replace({'m': 'Herr', 'w': 'Frau'}).fillna('')
alt = pd.Timestamp.now().normalize() - pd.to_datetime(df['Geburtstag'], format='mixed', dayfirst=True)
df['Alter'] = (alt.dt.days // 365.25).astype('Int64')
print(df[['Name', 'Alter', 'Region']].sort_values('Name', key=lambda s: s.str.casefold()).head(20).to_string(index=False))
print(df['Alter'].agg(['min', 'median', 'max']))
# %%
import pandas as pd
df = pd.read_csv('chat.csv')
df['len'] = df['text'].str.len()
df['words'] = df['text'].str.count(r'\w+')
df['caps'] = df['text'].str.isupper()
df['link'] = df['text'].str.contains(r'https?://', regex=True, na=False)
df['mention'] = df['text'].str.findall(r'@(\w+)')
df['short'] = df['text'].str.slice(0, 20).str.pad(22, side='right', fillchar='.')
print(df['mention'].explode().value_counts().head())
print(df.groupby('user')[['len', 'words', 'caps', 'link']].mean().round(2).sort_values('len'))
first = df['text'].str.partition(' ')[0].str.strip('.,!?').str.lower()
print(first.mode().iat[0], df['text'].str.normalize('NFC').nunique())
# %%
import pandas as pd
idx = pd.MultiIndex.from_product([['A', 'B'], range(2020, 2025)], names=['plant', 'year'])
df = pd.read_csv('plants.csv').set_index(['plant', 'year']).reindex(idx)
print(df.loc[('A', slice(2021, 2023)), :])
print(df.groupby(level=0).ffill().swaplevel().sort_index())
print(df.unstack().stack(future_stack=True).xs('B').index.get_level_values(0).tolist())
for (plant, year), row in df.iterrows():
    if row.isna().any():
        print(f'{plant} {year}: nothing')
# %%
import pandas as pd
iv = pd.interval_range(0, 100, freq=20, closed='left')
df = pd.read_csv('exam.csv')
df['band'] = pd.cut(df['points'], iv)
print(df.groupby('band', observed=False)['points'].count())
df['grade'] = df['points'].apply(lambda p: next(g for lim, g in [(90, 1), (75, 2), (60, 3), (50, 4), (0, 5)] if p >= lim))
cat = pd.Categorical(df['track'], categories=['basic', 'plus', 'pro'], ordered=True)
df['track'] = cat
print(df.sort_values('track').groupby('track', observed=True)['grade'].value_counts().unstack().fillna(0).astype(int))
print(df['track'].cat.codes.corr(df['points']), df['track'].cat.categories.tolist())
# %%
import pandas as pd
df = pd.read_parquet('clean.parquet')
for c in df.select_dtypes(include=['object', 'string']).columns:
    if df[c].nunique() / len(df) < 0.5:
        df[c] = df[c].astype('category')
for c in df.select_dtypes('float').columns:
    df[c] = pd.to_numeric(df[c], downcast='float')
print(f"{df.memory_usage(deep=True).sum() / 2**20:.1f} MiB")
df.to_parquet('small.parquet', compression='zstd', index=False)
print(pd.read_parquet('small.parquet', filters=[('year', '>=', 2020)]).shape)
# %%
import pyarrow.parquet as pq
import pyarrow as pa
import pyarrow.compute as pc
t = pq.read_table('events.parquet', columns=['kind', 'amount'])
print(t.schema, t.num_rows)
print(pc.sum(t['amount']).as_py(), pc.value_counts(t['kind']).to_pylist()[:5])
big = t.filter(pc.greater(t['amount'], 1000))
pq.write_table(big, 'big.parquet')
print(big.group_by('kind').aggregate([('amount', 'mean')]).to_pandas())
meta = pq.ParquetFile('events.parquet').metadata
print(meta.num_row_groups, meta.created_by)
# %%
from sklearn.ensemble import IsolationForest
from sklearn.neighbors import LocalOutlierFactor
from sklearn.preprocessing import RobustScaler
import pandas as pd
df = pd.read_csv('tx.csv')
X = RobustScaler().fit_transform(df[['amount', 'hour', 'distance']])
iso = IsolationForest(contamination=0.01, random_state=0).fit(X)
df['score'] = -iso.score_samples(X)
df['iso'] = iso.predict(X) == -1
df['lof'] = LocalOutlierFactor(n_neighbors=20).fit_predict(X) == -1
print(pd.crosstab(df['iso'], df['lof'], margins=True))
df.nlargest(20, 'score').to_csv('suspicious.csv', index=False)
# %%
from sklearn.linear_model import LinearRegression, ElasticNetCV
from sklearn.model_selection import TimeSeriesSplit, cross_val_score, learning_curve
from sklearn.preprocessing import FunctionTransformer, SplineTransformer
from sklearn.pipeline import make_pipeline, FeatureUnion
from sklearn.feature_selection import SelectKBest, f_regression, RFE
from sklearn.metrics import mean_absolute_percentage_error as mape
import numpy as np, pandas as pd
df = pd.read_csv('demand.csv', parse_dates=['date'])
df['dow'] = df['date'].dt.dayofweek
df['sin'] = np.sin(2 * np.pi * df['date'].dt.dayofyear / 365.25)
for lag in (1, 7, 14):
    df[f'lag{lag}'] = df['demand'].shift(lag)
df = df.dropna()
X, y = df.drop(columns=['date', 'demand']), df['demand']
pipe = make_pipeline(FunctionTransformer(np.log1p), SelectKBest(f_regression, k=4), LinearRegression())
print(-cross_val_score(pipe, X.clip(lower=0), y, cv=TimeSeriesSplit(5), scoring='neg_mean_absolute_error').round(2))
en = ElasticNetCV(l1_ratio=[.2, .8], cv=TimeSeriesSplit(4)).fit(X[:-30], y[:-30])
print('MAPE', mape(y[-30:], en.predict(X[-30:])), dict(zip(X.columns, en.coef_.round(3))))
rfe = RFE(LinearRegression(), n_features_to_select=3).fit(X, y)
print(X.columns[rfe.support_].tolist())
# %%
from sklearn.decomposition import NMF, LatentDirichletAllocation, TruncatedSVD
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.manifold import TSNE
from sklearn.cluster import DBSCAN, AgglomerativeClustering
import pandas as pd
docs = pd.read_csv('feedback.csv')['comment'].dropna()
cv = CountVectorizer(max_df=.9, min_df=3, token_pattern=r'(?u)\b\w{3,}\b')
X = cv.fit_transform(docs)
lda = LatentDirichletAllocation(n_components=5, random_state=1).fit(X)
words = cv.get_feature_names_out()
for i, comp in enumerate(lda.components_):
    print(f'topic {i}:', ' '.join(words[j] for j in comp.argsort()[:-9:-1]))
topic = lda.transform(X).argmax(axis=1)
print(pd.Series(topic).value_counts(sort=False))
xy = TSNE(perplexity=10, init='random', random_state=0).fit_transform(X.toarray())
print(DBSCAN(eps=3, min_samples=4).fit(xy).labels_[:10], X.nnz, X.shape)
# %%
import pandas as pd
from sklearn.calibration import calibration_curve
from sklearn.metrics import precision_recall_curve, average_precision_score, brier_score_loss, log_loss, matthews_corrcoef
import matplotlib.pyplot as plt
df = pd.read_csv('scores.csv')
p, r, t = precision_recall_curve(df['y'], df['p'])
f1 = 2 * p * r / (p + r)
best = f1[:-1].argmax()
print(f'threshold {t[best]:.2f}: P={p[best]:.2f} R={r[best]:.2f} F1={f1[best]:.2f}')
print(average_precision_score(df['y'], df['p']), brier_score_loss(df['y'], df['p']), log_loss(df['y'], df['p']))
pt, pp = calibration_curve(df['y'], df['p'], n_bins=10)
fig, ax = plt.subplots()
ax.plot(pp, pt, 's-')
ax.axline((0, 0), slope=1, ls=':', c='gray')
ax.set_title('Calibration'); fig.savefig('calibration.png')
# %%
import pandas as pd
lines = open('bericht.log', encoding='utf-8', errors='ignore').readlines()
rec = []
cur = None
for ln in lines:
    if ln.startswith('['):
        if cur is not None:
            rec.append(cur)
        stamp, _, msg = ln[1:].partition('] ')
        cur = {'zeit': pd.Timestamp(stamp), 'text': msg.rstrip()}
    elif cur:
        cur['text'] += ' ' + ln.strip()
else:
    if cur:
        rec.append(cur)
df = pd.DataFrame.from_records(rec).set_index('zeit')
err = df[df['text'].str.contains('ERROR|FEHLER', case=False)]
print(err.resample('h').size().loc[lambda s: s > 0])
print(err['text'].str.extract(r'code=(?P<code>\d+)')['code'].value_counts())
# %%
import pandas as pd
df = pd.read_csv('products.csv')
with open('report.txt', 'w', encoding='utf-8') as out:
    print(f"{'Produkt':<30}{'Preis':>10}{'Lager':>8}", file=out)
    print('-' * 48, file=out)
    for p in df.to_dict(orient='records'):
        out.write('{name:<30.30}{price:>10,.2f}{stock:>8d}\n'.format(**p))
    out.writelines(['\n', 'Ende\n'])
print(open('report.txt', encoding='utf-8').read())
# %%
import pandas as pd
from textwrap import dedent, shorten
from string import Template
df = pd.read_csv('team.csv')
t = Template(dedent('''
    Hi $name,
    you have $days days of holiday left.
'''))
for r in df.itertuples():
    print(t.substitute(name=r.name, days=r.days))
    print(t.safe_substitute(name=shorten(str(r.name), 10)))
print('%-10s|%5d|%6.2f%%' % ('total', df['days'].sum(), 12.5))
# %%
import pandas as pd
from pprint import pprint
df = pd.read_csv('org.csv').fillna({'boss': 0}).astype({'boss': int})
tree = {}
nodes = {r.id: {'name': r.name, 'team': []} for r in df.itertuples()}
for r in df.itertuples():
    nodes[r.boss]['team'].append(nodes[r.id]) if r.boss in nodes else tree.setdefault('top', []).append(nodes[r.id])
pprint(tree, width=100, sort_dicts=False)
def depth(n): return 1 + max((depth(c) for c in n['team']), default=0)
print([depth(n) for n in tree['top']])
# %%
import pandas as pd
df = pd.read_csv('rooms.csv', parse_dates=['from', 'to'])
df = df.sort_values(['room', 'from'])
df['clash'] = df['from'] < df.groupby('room')['to'].transform(lambda s: s.shift().cummax())
print(df.loc[df['clash'], ['room', 'from', 'to', 'who']].to_string(index=False))
ev = pd.concat([
    pd.DataFrame({'t': df['from'], 'd': 1}),
    pd.DataFrame({'t': df['to'], 'd': -1}),
]).sort_values(['t', 'd'])
ev['busy'] = ev['d'].cumsum()
peak = ev.loc[ev['busy'].idxmax()]
print(f"at most {peak.busy} rooms at once, at {peak.t:%d.%m.%Y %H:%M}")
# %%
import pandas as pd, numpy as np
df = pd.read_csv('loan.csv')
def pmt(p, rate, n):
    i = rate / 12
    return p * i / (1 - (1 + i) ** -n)
plan = []
bal = (row := df.iloc[0])['amount']
pay = pmt(bal, row['rate'], row['months'])
while bal > 0.005:
    interest = bal * row['rate'] / 12
    bal -= min(pay - interest, bal)
    plan.append((len(plan) + 1, interest, pay - interest, bal))
plan = pd.DataFrame(plan, columns=['month', 'interest', 'principal', 'balance']).set_index('month')
print(plan.iloc[[0, 11, -1]].round(2)); print(f'{plan.interest.sum():,.2f} in interest')
np.testing.assert_allclose(plan['principal'].sum(), row['amount'], rtol=1e-3)
# %%
import calendar, locale
from datetime import date
import pandas as pd
df = pd.read_csv('shifts.csv', parse_dates=['day'])
y, m = 2024, 5
cal = calendar.Calendar(firstweekday=0)
per_day = df.groupby(df['day'].dt.date)['name'].agg(', '.join)
for week in cal.monthdatescalendar(y, m):
    print(' | '.join(f'{d.day:>2} {per_day.get(d, "-"):<12.12}' if d.month == m else ' ' * 15 for d in week))
print(calendar.monthrange(y, m), sum(calendar.isleap(k) for k in range(2000, 2025)), date(y, m, 1).strftime('%B'))
# %%
import struct, binascii
with open('data.bin', 'rb') as f:
    magic, version, n = struct.unpack('<4sHI', f.read(10))
    print(magic.decode('ascii', 'replace'), version, n)
    vals = []
    for _ in range(n):
        chunk = f.read(8)
        if len(chunk) < 8:
            break
        vals.append(struct.unpack('<d', chunk)[0])
print(len(vals), min(vals, default=None), binascii.hexlify(bytes(magic)))
import numpy as np
arr = np.frombuffer(open('data.bin', 'rb').read()[10:], dtype='<f8')
print(arr.mean())
# %%
import asyncio
import pandas as pd
async def stats(name):
    df = pd.read_csv(name)
    await asyncio.sleep(0)
    return name, df.shape
async def main():
    res = await asyncio.gather(*(stats(n) for n in ['a.csv', 'b.csv']))
    for n, s in res:
        print(n, s)
await main()
# %%
from concurrent.futures import ThreadPoolExecutor
import pandas as pd
names = ['jan.csv', 'feb.csv', 'mar.csv']
with ThreadPoolExecutor(max_workers=3) as ex:
    frames = list(ex.map(pd.read_csv, names))
print(pd.concat(frames).groupby('product')['qty'].sum().sort_values())
# %%
import pandas as pd
df = pd.read_csv('dept.csv')
tot = df.pivot_table(index=['dept', 'team'], columns='quarter', values='cost', aggfunc={'cost': 'sum'}, margins=True, margins_name='Gesamt', observed=True)
print(tot.to_string(float_format='{:,.0f}'.format))
s = df.groupby('dept')['cost'].sum()
print((s / s.sum()).mul(100).round(1).astype(str).add(' %').to_dict())
print(df.groupby('dept').agg(**{'Kosten gesamt': ('cost', 'sum'), 'Teams': ('team', 'nunique')}))
print(df.groupby('dept').describe()['cost'].T)
# %%
import pandas as pd
df = pd.read_csv('sales.csv')
styler = (df.groupby('Region')['Revenue'].sum().to_frame()
          .style.format('{:,.0f}').bar(color='#d65f5f').set_caption('Revenue').highlight_max(axis=0))
styler.to_html('revenue.html')
styler.to_excel('revenue_styled.xlsx', engine='openpyxl')
print('ok')
# %%
import statistics
from pathlib import Path
def sparkline(xs, ticks='▁▂▃▄▅▆▇█'):
    lo, hi = min(xs), max(xs)
    return ''.join(ticks[int((x - lo) / ((hi - lo) or 1) * (len(ticks) - 1))] for x in xs)
p = Path('series')
for f in [*p.glob('*.txt'), *p.glob('*.dat')] if p.is_dir() else []:
    xs = [float(x) for x in f.read_text().split()]
    if len(xs) > 1:
        print(f'{f.name:20} {sparkline(xs)} {statistics.mean(xs):.2f} ± {statistics.stdev(xs):.2f}')
# %%
import pandas as pd, numpy as np
df = pd.read_feather('panel.feather')
num = df.select_dtypes(np.number)
vif = pd.Series(np.linalg.inv(num.corr().to_numpy()).diagonal(), index=num.columns)
print(vif.sort_values(ascending=False).round(1).head())
up = num.corr().where(np.triu(np.ones((num.shape[1],) * 2, dtype=bool), k=1)).stack()
print(up[up.abs() > .8].sort_values(key=np.abs, ascending=False))
w = df['w'].to_numpy()
ecdf = np.c_[np.sort(w), np.arange(1, w.size + 1) / w.size]
print(ecdf[np.searchsorted(ecdf[:, 1], [.25, .5, .75])])
print(np.ma.masked_invalid(w).mean(), np.nanpercentile(w, 90), np.digitize(w[:5], np.linspace(0, 1, 5)))
