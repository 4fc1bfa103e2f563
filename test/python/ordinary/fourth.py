import pandas as pd
df = pd.read_csv('ventas.csv')
df['fecha'] = pd.to_datetime(df['fecha'], format='%d/%m/%Y')
mensual = df.groupby(df['fecha'].dt.to_period('M'))['importe'].sum()
crec = mensual.pct_change().mul(100).round(1)
out = pd.DataFrame({'importe': mensual, 'crec %': crec})
print(out.to_string())
print('Mejor mes:', mensual.idxmax(), f'({mensual.max():,.0f} €)')
# %%
# follow-up
import matplotlib.pyplot as plt
fig, ax = plt.subplots(figsize=(10, 4))
mensual.plot(ax=ax, marker='o')
ax2 = ax.twinx()
crec.plot(ax=ax2, color='tab:orange', ls='--')
ax.set_ylabel('importe'); ax2.set_ylabel('%')
lines = ax.get_lines() + ax2.get_lines()
ax.legend(lines, ['importe', 'crecimiento'], loc='upper left')
fig.savefig('ventas.png', dpi=150)
# %%
import pandas as pd
df = pd.read_excel('客户.xlsx', dtype={'手机': str})
df['注册日期'] = pd.to_datetime(df['注册日期'])
df['年龄段'] = pd.cut(df['年龄'], bins=[0, 18, 30, 45, 60, 120], labels=['未成年', '青年', '中年', '中老年', '老年'])
表 = df.pivot_table(index='年龄段', columns='性别', values='消费额', aggfunc=['count', 'mean'], observed=False)
表.columns = [f'{b}_{a}' for a, b in 表.columns]
print(表.round(2).fillna('-'))
with pd.ExcelWriter('客户分析.xlsx') as w:
    表.to_excel(w, sheet_name='年龄段')
    df.nlargest(50, '消费额').to_excel(w, sheet_name='前50', index=False)
# %%
import pandas as pd
def classify(row):
    if row['Umsatz'] > 10000 and row['Land'] in ('DE', 'AT', 'CH'):
        return 'A'
    elif row['Umsatz'] > 5000:
        return 'B'
    return 'C'
df = pd.read_csv('Kunden.csv', sep=';', decimal=',', thousands='.', encoding='cp1252')
df['Klasse'] = df.apply(classify, axis=1)
erg = df.groupby('Klasse').agg(Anzahl=('Kunde', 'count'), Umsatz=('Umsatz', 'sum'), Schnitt=('Umsatz', 'mean'))
erg['Anteil'] = erg['Umsatz'] / erg['Umsatz'].sum()
print(erg.to_string(formatters={'Umsatz': '{:,.2f}'.format, 'Schnitt': '{:,.2f}'.format, 'Anteil': '{:.1%}'.format}))
df.to_csv('Kunden_klassifiziert.csv', sep=';', decimal=',', index=False, encoding='utf-8-sig')
# %%
import pandas as pd
df = pd.read_csv('アンケート.csv')
質問 = [c for c in df.columns if c.startswith('Q')]
平均 = df[質問].mean().sort_values()
for q, v in 平均.items():
    print(f'{q}: {"★" * round(v)}{"☆" * (5 - round(v))} {v:.2f}')
print(df.groupby('部署')[質問].mean().style.highlight_max(axis=1).to_string())
自由 = df['自由記述'].dropna()
print(len(自由), '件', 自由.str.len().mean().round(1), '文字')
# %%
import pandas as pd
import numpy as np
np.random.seed(0)
df = pd.read_csv('experiment.csv')
a = df.loc[df['group'] == 'control', 'value'].to_numpy()
b = df.loc[df['group'] == 'test', 'value'].to_numpy()
obs = b.mean() - a.mean()
pool = np.concatenate([a, b])
diffs = np.empty(10000)
for i in range(10000):
    np.random.shuffle(pool)
    diffs[i] = pool[:len(b)].mean() - pool[len(b):].mean()
p = (np.abs(diffs) >= abs(obs)).mean()
d = obs / np.sqrt((a.var(ddof=1) + b.var(ddof=1)) / 2)
print(f"difference {obs:.3f}, permutation p = {p:.4f}, Cohen's d = {d:.2f}")
# %%
import pandas as pd
from scipy.stats import norm, chi2_contingency, fisher_exact, binomtest, ttest_rel, anderson, bootstrap
df = pd.read_csv('conversions.csv')
n = df.groupby('variant')['visitors'].sum()
x = df.groupby('variant')['orders'].sum()
rate = x / n
pool = x.sum() / n.sum()
se = (pool * (1 - pool) * (1 / n).sum()) ** 0.5
z = (rate['B'] - rate['A']) / se
print(f'z = {z:.2f}, p = {2 * norm.sf(abs(z)):.4f}')
odds, pf = fisher_exact([[x['A'], n['A'] - x['A']], [x['B'], n['B'] - x['B']]])
print(f'odds ratio {odds:.2f}, Fisher p {pf:.4f}')
ci = binomtest(int(x['B']), int(n['B'])).proportion_ci(method='wilson')
print(f'B: {rate["B"]:.2%} [{ci.low:.2%}, {ci.high:.2%}]')
res = bootstrap((df['orders'].values,), statistic=lambda v, axis: v.mean(axis=axis), n_resamples=999, method='BCa')
print(res.confidence_interval, res.standard_error)
# %%
import pandas as pd
from sklearn.tree import DecisionTreeRegressor
from sklearn.ensemble import ExtraTreesRegressor, StackingRegressor
from sklearn.linear_model import RidgeCV
from sklearn.model_selection import KFold, RandomizedSearchCV
from scipy.stats import randint, uniform
df = pd.read_csv('energy.csv').dropna()
X = pd.get_dummies(df.drop(columns='kwh'), drop_first=True, dtype=float)
y = df['kwh']
search = RandomizedSearchCV(ExtraTreesRegressor(random_state=0), {'n_estimators': randint(50, 300), 'max_features': uniform(0.2, 0.8)}, n_iter=10, cv=KFold(3), n_jobs=2, random_state=0)
search.fit(X, y)
print(search.best_params_, f'{search.best_score_:.3f}')
print(pd.DataFrame(search.cv_results_)[['params', 'mean_test_score', 'rank_test_score']].sort_values('rank_test_score').head(3).to_string())
stack = StackingRegressor([('tree', DecisionTreeRegressor(max_depth=4)), ('et', search.best_estimator_)], final_estimator=RidgeCV())
print(stack.fit(X, y).score(X, y))
# %%
import pandas as pd
from sklearn.preprocessing import MinMaxScaler, OrdinalEncoder
from sklearn.model_selection import train_test_split
from sklearn.metrics import f1_score, accuracy_score, roc_auc_score
from sklearn.ensemble import HistGradientBoostingClassifier
df = pd.read_csv('bank.csv')
target = 'subscribed'
cat = df.select_dtypes('object').columns.drop(target)
enc = OrdinalEncoder(handle_unknown='use_encoded_value', unknown_value=-1)
train, test = train_test_split(df, test_size=.25, stratify=df[target], random_state=7)
train, test = train.copy(), test.copy()
train[cat] = enc.fit_transform(train[cat])
test[cat] = enc.transform(test[cat])
num = [c for c in df.columns if c not in cat and c != target]
sc = MinMaxScaler().fit(train[num])
train[num], test[num] = sc.transform(train[num]), sc.transform(test[num])
clf = HistGradientBoostingClassifier(learning_rate=.05, max_iter=300, early_stopping=True).fit(train.drop(columns=target), train[target])
pred = clf.predict(test.drop(columns=target))
prob = clf.predict_proba(test.drop(columns=target))[:, 1]
print(accuracy_score(test[target], pred), f1_score(test[target], pred, pos_label='yes'), roc_auc_score(test[target] == 'yes', prob))
test.assign(p=prob).sort_values('p', ascending=False).head(100).to_csv('call_list.csv', index=False)
# %%
import seaborn as sns
import matplotlib.pyplot as plt
import pandas as pd
df = pd.read_csv('salaries.csv')
order = df.groupby('role')['salary'].median().sort_values(ascending=False).index
fig, ax = plt.subplots(figsize=(10, 6))
sns.boxplot(data=df, y='role', x='salary', order=order, showfliers=False, color='lightblue', ax=ax)
sns.stripplot(data=df, y='role', x='salary', order=order, size=2, color='.3', jitter=0.25, ax=ax)
for i, r in enumerate(order):
    m = df.loc[df['role'] == r, 'salary'].median()
    ax.text(m, i - 0.42, f'{m / 1000:.0f}k', ha='center', fontsize=8)
ax.xaxis.set_major_formatter(lambda x, pos: f'{x / 1000:.0f}k')
ax.set(xlabel='Salary', ylabel='')
sns.despine(trim=True)
plt.tight_layout()
plt.savefig('salaries.png', dpi=200)
# %%
import seaborn as sns
import pandas as pd
import matplotlib.pyplot as plt
df = pd.read_csv('sleep.csv')
sns.set_theme(context='talk', style='darkgrid')
g = sns.relplot(data=df, x='day', y='hours', hue='group', kind='line', col='site', col_wrap=3, height=4, aspect=1.2, errorbar='sd')
g.set(ylim=(0, 12))
for ax in g.axes.flat:
    ax.axhline(8, color='k', lw=1, ls=':')
    ax.tick_params(axis='x', labelrotation=45)
sns.move_legend(g, 'upper right', frameon=True)
g.tight_layout()
plt.savefig('sleep.png')
cg = sns.clustermap(df.pivot_table(index='subject', columns='day', values='hours').fillna(0), standard_scale=1, col_cluster=False)
cg.savefig('cluster.png')
sns.countplot(x='group', data=df); sns.ecdfplot(df, x='hours'); sns.kdeplot(data=df, x='hours', fill=True, common_norm=False)
# %%
import polars as pl
df = pl.read_csv('rides.csv', try_parse_dates=True)
out = df.with_columns(
    wd=pl.col('start').dt.weekday(),
    hour=pl.col('start').dt.hour(),
    mins=(pl.col('end') - pl.col('start')).dt.total_minutes(),
).filter(pl.col('mins').is_between(1, 240))
print(out.group_by('wd', 'hour').agg(pl.len().alias('n'), pl.col('mins').median()).sort('n', descending=True).head(10))
print(out.group_by_dynamic('start', every='1w').agg(pl.col('mins').sum()))
print(out.select(pl.corr('mins', 'km'), pl.col('km').quantile(.9).alias('p90'), pl.col('city').value_counts(sort=True).head(1)))
out.filter(~pl.col('city').is_in(['X', 'Y'])).write_parquet('rides.parquet')
# %%
import polars as pl
q = (
    pl.scan_csv('*.csv', include_file_paths='file')
    .rename({'Amount': 'amount'})
    .with_columns(pl.col('amount').str.replace_all(',', '').cast(pl.Float64, strict=False))
    .with_columns(pl.col('amount').fill_null(strategy='forward').shift(1).over('file').alias('prev'))
    .group_by('file').agg(pl.all().exclude('file').null_count())
)
print(q.collect())
df = pl.DataFrame({'k': ['a', 'b'], 'v': [[1, 2], [3]]})
print(df.explode('v').with_row_index('i').to_pandas())
print(pl.concat([df, df], how='vertical').unique(subset=['k'], keep='first').sort('k'))
print(df.with_columns(pl.col('v').list.sum().alias('s'), pl.concat_str([pl.col('k'), pl.lit('!')]).alias('t')))
# %%
import duckdb
rel = duckdb.read_csv('sales.csv')
print(rel.columns, rel.shape)
top = rel.aggregate('Region, sum(Revenue) AS total').order('total DESC').limit(5)
print(top.df())
duckdb.sql("COPY (SELECT Region, count(*) AS n FROM rel GROUP BY Region) TO 'regions.csv' (HEADER, DELIMITER ';')")
print(duckdb.sql("""
  SELECT Region, Date, Revenue, avg(Revenue) OVER w AS ma7, Revenue - lag(Revenue) OVER w AS diff
  FROM rel WINDOW w AS (PARTITION BY Region ORDER BY Date ROWS BETWEEN 6 PRECEDING AND CURRENT ROW)
""").fetchdf().tail())
# %%
import duckdb, json
con = duckdb.connect(database=':memory:')
tables = {'orders': 'orders.parquet', 'items': 'items.csv', 'users': 'users.json'}
con.execute("CREATE TABLE orders AS FROM 'orders.parquet'")
con.execute("CREATE TABLE items AS FROM 'items.csv'")
con.execute("CREATE TABLE users AS FROM 'users.json'")
for t in tables:
    n = con.execute(f'SELECT count(*) FROM {t}').fetchone()[0]
    print(f'{t}: {n:,}')
df = con.execute("""SELECT u.country, approx_count_distinct(o.id) AS orders, round(sum(i.price * i.qty), 2) AS revenue
FROM orders o JOIN items i ON i.order_id = o.id JOIN users u ON u.id = o.user_id
WHERE o.created >= DATE '2024-01-01' GROUP BY u.country ORDER BY revenue DESC LIMIT 10""").df()
print(json.dumps(df.to_dict(orient='records'), indent=1))
# %%
from openpyxl import load_workbook
from openpyxl.styles import Font, Alignment
from openpyxl.utils import column_index_from_string, get_column_letter
from openpyxl.worksheet.table import Table, TableStyleInfo
from openpyxl.chart import LineChart, PieChart, Reference, Series
from copy import copy
src = load_workbook('Vorlage.xlsx')
ws = src['Daten'] if 'Daten' in src.sheetnames else src.active
last = ws.max_row
ws.cell(row=last + 1, column=1, value='Summe').font = Font(bold=True, italic=True)
for col in range(2, ws.max_column + 1):
    letter = get_column_letter(col)
    c = ws.cell(row=last + 1, column=col, value=f'=SUM({letter}2:{letter}{last})')
    c.font = copy(ws.cell(row=1, column=col).font)
    c.number_format = '#,##0.00'
tab = Table(displayName='Daten', ref=f'A1:{get_column_letter(ws.max_column)}{last}')
tab.tableStyleInfo = TableStyleInfo(name='TableStyleMedium9', showRowStripes=True)
ws.add_table(tab)
pie = PieChart()
pie.add_data(Reference(ws, min_col=2, min_row=1, max_row=last), titles_from_data=True)
pie.set_categories(Reference(ws, min_col=1, min_row=2, max_row=last))
pie.width, pie.height = 14, 8
ws.add_chart(pie, f'{get_column_letter(ws.max_column + 2)}2')
ws.page_setup.orientation = 'landscape'
ws.print_title_rows = '1:1'
src.save('Bericht_neu.xlsx')
# %%
import json
import pandas as pd
with open('orders.json') as f:
    orders = json.load(f)
rows = [
    {'order': o['id'], 'customer': o.get('customer', {}).get('name', 'n/a'), 'sku': i['sku'], 'amount': i['qty'] * i['price']}
    for o in orders
    for i in o.get('items', [])
]
df = pd.DataFrame(rows)
print(df.groupby('customer', dropna=False)['amount'].sum().sort_values(ascending=False).head(10))
missing = [o['id'] for o in orders if not o.get('items')]
if missing:
    print(f'{len(missing)} orders without items: {", ".join(map(str, missing[:5]))}{"…" if len(missing) > 5 else ""}')
json.dump({'total': float(df['amount'].sum()), 'orders': int(df['order'].nunique())}, open('totals.json', 'w'), indent=2)
# %%
import re, csv, sys
from collections import Counter
LINE = re.compile(r'(?P<date>\d{4}-\d{2}-\d{2})[T ](?P<time>[\d:.]+)\s+(?P<level>[A-Z]+)\s+\[(?P<comp>[^\]]+)\]\s+(?P<msg>.*)')
levels, comps, examples = Counter(), Counter(), {}
with open('server.log', encoding='utf-8', errors='replace') as fh:
    for no, line in enumerate(fh, start=1):
        if (m := LINE.match(line)) is None:
            continue
        levels[m['level']] += 1
        if m['level'] in {'ERROR', 'FATAL'}:
            comps[m['comp']] += 1
            key = re.sub(r'0x[0-9a-f]+|\d+', 'N', m['msg'])
            examples.setdefault(key, []).append(no)
print(dict(levels))
for c, n in comps.most_common(5):
    print(f'{c:<25}{n:>6}')
w = csv.writer(sys.stdout, delimiter='\t')
w.writerow(['count', 'first line', 'message'])
for k, v in sorted(examples.items(), key=lambda kv: len(kv[1]), reverse=True)[:10]:
    w.writerow([len(v), v[0], k[:80]])
# %%
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo
import pandas as pd
tz = ZoneInfo('Europe/Zurich')
df = pd.read_csv('flights.csv')
df['dep'] = pd.to_datetime(df['dep']).dt.tz_localize('Europe/Zurich', ambiguous='NaT', nonexistent='shift_forward')
df['arr'] = pd.to_datetime(df['arr'], utc=True).dt.tz_convert(tz)
df['dur'] = df['arr'] - df['dep']
def hm(td):
    m = int(td.total_seconds() // 60)
    return f'{m // 60}:{m % 60:02d}'
print(df.loc[df['dur'].notna()].assign(dur=lambda d: d['dur'].map(hm))[['flight', 'dur']].to_string(index=False))
late = df[df['dep'].dt.time > datetime.strptime('22:00', '%H:%M').time()]
print(len(late), late['dep'].dt.strftime('%a %d.%m. %H:%M').tolist()[:3])
next_week = datetime.now(tz) + timedelta(weeks=1)
print(f'{next_week:%A, %d %B %Y}')
# %%
from itertools import product, islice, count, takewhile, zip_longest, starmap, cycle
import pandas as pd
df = pd.read_csv('shifts.csv')
people = df['name'].unique().tolist()
plan = pd.DataFrame(
    [(d, s, p) for (d, s), p in zip(product(pd.date_range('2024-06-03', periods=5), ['early', 'late']), cycle(people))],
    columns=['day', 'shift', 'person'],
)
print(plan.pivot(index='day', columns='shift', values='person').rename(index=lambda t: t.strftime('%a %d.%m.')))
print(plan['person'].value_counts().to_dict())
print(list(takewhile(lambda x: x < 50, (n * n for n in count(1)))), list(starmap(pow, [(2, 3), (3, 2)])))
for a, b in zip_longest(people[::2], people[1::2], fillvalue='-'):
    print(f'{a:<15}{b}')
# %%
from functools import reduce
import operator
import pandas as pd
files = {'north': 'north.csv', 'south': 'south.csv', 'west': 'west.csv'}
dfs = {k: pd.read_csv(v, index_col='month') for k, v in files.items()}
total = reduce(operator.add, dfs.values())
total = reduce(lambda a, b: a.add(b, fill_value=0), dfs.values())
print(total)
share = {k: (d['sales'] / total['sales']).round(3) for k, d in dfs.items()}
print(pd.concat(share, axis=1))
best = max(dfs, key=lambda k: dfs[k]['sales'].sum())
print('best region:', best.upper())
for k, d in dfs.items():
    d.assign(region=k).to_csv(f'out_{k}.csv')
# %%
from dataclasses import dataclass, field, asdict
from typing import Optional, List, Dict
import csv

@dataclass
class Item:
    sku: str
    price: float
    qty: int = 1

    @property
    def total(self) -> float:
        return self.price * self.qty

@dataclass
class Order:
    id: str
    items: List[Item] = field(default_factory=list)
    coupon: Optional[str] = None

    def total(self) -> float:
        s = sum(i.total for i in self.items)
        return s * 0.9 if self.coupon else s

orders: Dict[str, Order] = {}
with open('items.csv', newline='') as f:
    for r in csv.DictReader(f):
        o = orders.setdefault(r['order'], Order(r['order'], coupon=r['coupon'] or None))
        o.items.append(Item(r['sku'], float(r['price']), int(r['qty'])))
ranked = sorted(orders.values(), key=lambda o: o.total(), reverse=True)
for o in ranked[:5]:
    print(f'{o.id:>8} {o.total():>10.2f} {len(o.items)} items, most: {max(o.items, key=lambda i: i.total).sku}')
print(asdict(ranked[0]))
# %%
import csv
from pathlib import Path

class Ledger:
    def __init__(self, path):
        self.path = Path(path)
        self.rows = []
        self._load()

    def _load(self):
        with self.path.open(newline='', encoding='utf-8') as fh:
            for row in csv.DictReader(fh):
                row['amount'] = float(row['amount'])
                self.rows.append(row)

    def by(self, key):
        out = {}
        for r in self.rows:
            out[r[key]] = out.get(r[key], 0) + r['amount']
        return dict(sorted(out.items(), key=lambda kv: -kv[1]))

    def __len__(self):
        return len(self.rows)

ledger = Ledger('ledger.csv')
print(len(ledger), 'bookings')
for k, v in ledger.by('account').items():
    print(f'{k:<20}{v:>12,.2f}')
# %%
import pandas as pd
import numpy as np

class Cleaner:
    """Chains of steps over one table."""
    def __init__(self, df):
        self.df = df.copy()
        self.log = []

    def step(self, text, fn):
        n = len(self.df)
        self.df = fn(self.df)
        self.log.append(f'{text}: {n} -> {len(self.df)}')
        return self

result = (
    Cleaner(pd.read_csv('raw.csv'))
    .step('no duplicates', lambda d: d.drop_duplicates())
    .step('no gaps', lambda d: d.dropna(subset=['id']))
    .step('only positive', lambda d: d[d['value'] > 0])
)
print('\n'.join(result.log))
result.df.to_csv('clean.csv', index=False)
# %%
import pandas as pd
def load_data(path='sales.csv', date_col='Date'):
    """Read the file and parse its dates."""
    df = pd.read_csv(path)
    df[date_col] = pd.to_datetime(df[date_col], errors='coerce')
    return df

def summarize(df, by, value='Revenue', top=5):
    return df.groupby(by)[value].sum().nlargest(top)

def main():
    df = load_data()
    for by in ['Region', 'Product']:
        if by not in df.columns:
            print(f'no column {by}')
            continue
        print(f'\nTop by {by}:')
        print(summarize(df, by).to_string())
    bad = df['Date'].isna().sum()
    if bad:
        print(f'{bad} dates could not be read')

if __name__ == '__main__':
    main()
# %%
import pandas as pd
import os
base = '/workspace'
files = [f for f in os.listdir(base) if f.endswith('.csv')]
print('Files:', files)
rows = []
for f in files:
    path = os.path.join(base, f)
    try:
        df = pd.read_csv(path)
        rows.append({'file': f, 'rows': len(df), 'cols': df.shape[1], 'nulls': int(df.isnull().sum().sum()), 'kb': os.path.getsize(path) // 1024})
    except Exception as e:
        print(f'{f}: {type(e).__name__}: {e}')
print(pd.DataFrame(rows).sort_values('rows', ascending=False).to_string(index=False))
# %%
import pandas as pd
import glob
from pathlib import Path
paths = sorted(glob.glob('data/**/*.csv', recursive=True)) or sorted(glob.glob('*.csv'))
frames = {Path(p).stem: pd.read_csv(p, nrows=1000) for p in paths}
cols = {k: set(v.columns) for k, v in frames.items()}
common = set.intersection(*cols.values()) if cols else set()
print('common columns:', sorted(common))
for k, c in cols.items():
    extra = c - common
    print(f'{k}: {len(c)} columns', f'extra: {sorted(extra)}' if extra else '')
# %%
import pandas as pd
chunks = []
with pd.read_csv('huge.csv', chunksize=50_000, usecols=['user', 'amount', 'ts']) as reader:
    for i, chunk in enumerate(reader):
        g = chunk.groupby('user')['amount'].agg(['sum', 'count'])
        chunks.append(g)
        if i % 10 == 0:
            print(f'chunk {i}', end='\r', flush=True)
res = pd.concat(chunks).groupby(level=0).sum()
res['mean'] = res['sum'] / res['count']
print(res.nlargest(10, 'sum'))
# %%
import pandas as pd
pd.set_option('display.width', 160, 'display.max_columns', 30)
df = pd.read_csv('hr.csv', parse_dates=['hired', 'left'])
today = pd.Timestamp('2024-12-31')
df['tenure'] = (df['left'].fillna(today) - df['hired']).dt.days / 365.25
months = pd.period_range('2023-01', '2024-12', freq='M')
head = pd.Series({m: ((df['hired'] <= m.end_time) & (df['left'].isna() | (df['left'] > m.end_time))).sum() for m in months})
leavers = df['left'].dt.to_period('M').value_counts().reindex(months, fill_value=0)
turnover = (leavers.rolling(12).sum() / head.rolling(12).mean() * 100).dropna()
print(turnover.round(1).to_string())
print(df.groupby('department')['tenure'].agg(['median', 'count']).query('count >= 5').sort_values('median'))
# %%
# follow-up
worst = df[df['left'].notna()].groupby('department').size().div(df.groupby('department').size()).sort_values(ascending=False)
print(worst.head(3).map('{:.0%}'.format))
turnover.index = turnover.index.to_timestamp()
ax = turnover.plot(title='Turnover, 12 months', ylabel='%', grid=True)
ax.figure.savefig('turnover.png')
# %%
import matplotlib.pyplot as plt
import matplotlib as mpl
import numpy as np
import pandas as pd
df = pd.read_csv('regions.csv').set_index('region')
norm = mpl.colors.Normalize(df['growth'].min(), df['growth'].max())
cmap = mpl.colormaps['viridis']
fig, ax = plt.subplots(figsize=(9, 5))
left = np.zeros(len(df))
for i, c in enumerate(['q1', 'q2', 'q3', 'q4']):
    ax.barh(df.index, df[c], left=left, label=c.upper(), color=cmap(i / 4), hatch='//' if i % 2 else None)
    left += df[c].values
for y, t in enumerate(left):
    ax.text(t * 1.01, y, f'{t:,.0f}', va='center')
sm = plt.cm.ScalarMappable(norm=norm, cmap=cmap)
fig.colorbar(sm, ax=ax, orientation='horizontal', pad=.15, fraction=.05).ax.set_xlabel('growth')
ax.legend(ncol=4, bbox_to_anchor=(.5, 1.1), loc='center')
ax.set_xlim(right=left.max() * 1.15)
fig.savefig('regions.svg', format='svg')
# %%
import pandas as pd
import matplotlib.pyplot as plt
from matplotlib.lines import Line2D
import matplotlib.ticker as mtick
df = pd.read_csv('bonds.csv', parse_dates=['date']).pivot(index='date', columns='maturity', values='yield')
fig, axs = plt.subplot_mosaic([['a', 'a'], ['b', 'c']], figsize=(11, 7))
df.plot(ax=axs['a'], legend=False, lw=1)
axs['a'].yaxis.set_major_formatter(mtick.StrMethodFormatter('{x:.1f} %'))
axs['a'].legend(handles=[Line2D([0], [0], color=f'C{i}', label=str(m)) for i, m in enumerate(df.columns)], title='years', ncols=2)
axs['b'].plot(df.columns, df.iloc[-1], 'ko-'); axs['b'].set_xscale('log'); axs['b'].xaxis.set_major_locator(mtick.FixedLocator([1, 2, 5, 10, 30])); axs['b'].xaxis.set_minor_formatter(mtick.NullFormatter())
axs['c'].hexbin(df.iloc[:, 0], df.iloc[:, -1], gridsize=25, cmap='Blues', mincnt=1)
axs['c'].annotate('inverted', xy=(.7, .2), xycoords='axes fraction', color='r', arrowprops={'arrowstyle': '-|>'}, xytext=(.2, .8))
for k, a in axs.items():
    a.text(-.05, 1.03, k, transform=a.transAxes, weight='bold')
fig.subplots_adjust(hspace=.3)
fig.savefig('bonds.png')
# %%
import pandas as pd
import matplotlib.pyplot as plt
df = pd.read_csv('quakes.csv', parse_dates=['time'])
fig, (ax1, ax2) = plt.subplots(2, sharex=True, figsize=(10, 6), gridspec_kw={'height_ratios': [3, 1]})
ml, sl, bl = ax1.stem(df['time'], df['mag'], linefmt='grey', markerfmt='.', basefmt=' ')
plt.setp(sl, linewidth=.5)
big = df[df['mag'] >= 6]
ax1.scatter(big['time'], big['mag'], s=big['mag'] ** 3, facecolors='none', edgecolors='r')
for t, m, p in big[['time', 'mag', 'place']].itertuples(index=False, name=None):
    ax1.annotate(f'{p} ({m:.1f})', (t, m), rotation=30, fontsize=7, va='bottom')
ax2.hist(df['time'], bins=50); ax2.set_ylabel('n'); ax1.set_ylim(bottom=df['mag'].min() - .5)
fig.autofmt_xdate()
plt.savefig('quakes.png'); plt.clf(); plt.close('all')
# %%
import numpy as np
import pandas as pd
df = pd.read_csv('matrix.csv', index_col=0)
a = df.to_numpy(float)
a = (a - a.mean(0)) / a.std(0, ddof=1)
cov = np.cov(a, rowvar=False)
val, vec = np.linalg.eig(cov)
idx = val.argsort()[::-1]
val, vec = val[idx].real, vec[:, idx].real
print('explained:', np.round(val / val.sum(), 3), 'cumulative:', np.cumsum(val / val.sum()).round(3))
load = pd.DataFrame(vec[:, :2], index=df.columns, columns=['PC1', 'PC2'])
print(load.reindex(load['PC1'].abs().sort_values(ascending=False).index).head())
q, r = np.linalg.qr(a)
print(np.allclose(q @ r, a), np.trace(cov), np.einsum('ij,ij->', a, a), np.outer([1, 2], [3, 4]).tolist())
rolled = np.lib.stride_tricks.sliding_window_view(a[:, 0], 3).mean(axis=1)
print(rolled[:5], np.where(rolled > 0, 'up', 'down')[:5], np.gradient(rolled)[:3], np.diff(rolled, n=2)[:3])
# %%
import numpy as np
from scipy import ndimage, fft, spatial, special
import pandas as pd
pts = pd.read_csv('trees.csv')[['x', 'y']].to_numpy()
tree = spatial.cKDTree(pts)
d, i = tree.query(pts, k=2)
print('nearest neighbour', d[:, 1].mean().round(2), 'expected', 0.5 / np.sqrt(len(pts) / np.ptp(pts, axis=0).prod()))
hull = spatial.ConvexHull(pts)
print('area', hull.volume, 'corners', len(hull.vertices))
h, xe, ye = np.histogram2d(pts[:, 0], pts[:, 1], bins=20)
sm = ndimage.gaussian_filter(h, sigma=1.5)
lab, n = ndimage.label(sm > sm.mean() + 2 * sm.std())
print(n, 'clusters', ndimage.center_of_mass(sm, lab, range(1, n + 1)))
print(special.comb(10, 3, exact=True), special.erf(.5), np.abs(fft.fft(h.sum(0)))[:3].round(1))
# %%
import pandas as pd
df = pd.read_csv('tests.csv')
def letter(s: pd.Series) -> pd.Series:
    q = s.quantile([.2, .4, .6, .8])
    return s.apply(lambda v: 'FDCBA'[(v > q).sum()])
df['grade'] = df.groupby('class', group_keys=False)['score'].apply(letter)
df['above'] = df['score'].gt(df.groupby('class')['score'].transform('median'))
wide = df.pivot_table(index='class', columns='grade', values='score', aggfunc='size', fill_value=0)[list('ABCDF')]
wide.loc['all'] = wide.sum()
print(wide)
print(df.groupby(['class', 'above'])['score'].agg(lambda s: f'{s.mean():.1f} ± {s.std():.1f}').unstack())
print(df.sort_values(['class', 'score'], ascending=[True, False]).groupby('class').head(2)[['class', 'name', 'score']])
print(df.set_index('name')['score'].sub(df['score'].mean()).abs().nsmallest(3).index.tolist() if df['name'].is_unique else 'names repeat')
# %%
import pandas as pd
left = pd.read_csv('crm.csv', dtype={'id': 'string'})
right = pd.read_csv('billing.csv', dtype={'customer_id': 'string'})
right = right.rename(columns={'customer_id': 'id'})
both = left.merge(right, how='outer', on='id', indicator='where', validate='one_to_many')
counts = both['where'].value_counts()
assert counts.sum() == len(both)
only = {w: both.loc[both['where'] == w, 'id'].drop_duplicates() for w in ('left_only', 'right_only')}
for w, ids in only.items():
    print(w, len(ids), ids.head().tolist())
    ids.to_frame().to_csv(f'{w}.csv', index=False)
both['mail_ok'] = both['email'].str.fullmatch(r'[^@\s]+@[^@\s]+\.\w{2,}', na=False)
both['first'] = both['name'].str.split(n=1).str.get(0).str.capitalize()
print(both.groupby('where', observed=True)['mail_ok'].mean())
# %%
import pandas as pd
df = pd.read_json('sensors.json', lines=True)
df = df.set_index(pd.to_datetime(df.pop('ts'), unit='s')).sort_index()
hourly = df.groupby('sensor').resample('1h').agg({'temp': 'mean', 'hum': ['min', 'max']})
hourly.columns = hourly.columns.map('_'.join)
gaps = hourly['temp_mean'].isna().groupby('sensor').sum()
print(gaps[gaps > 0])
filled = hourly.groupby(level=0).apply(lambda g: g.droplevel(0).interpolate(limit=3))
print(filled.unstack(0)['temp_mean'].corr().round(2))
print(df.between_time('08:00', '18:00').groupby('sensor')['temp'].describe()[['mean', 'max']])
print(df.loc['2024-05', 'temp'].rolling('6h', min_periods=3).std().idxmax(), df.index.inferred_freq, df.index.to_series().diff().median())
# %%
import sqlite3, csv
con = sqlite3.connect(':memory:')
con.row_factory = sqlite3.Row
con.execute('CREATE TABLE sales (region TEXT, day TEXT, amount REAL)')
with open('sales.csv', newline='') as f:
    rows = [(r['Region'], r['Date'], float(r['Revenue'])) for r in csv.DictReader(f)]
con.executemany('INSERT INTO sales VALUES (?, ?, ?)', rows)
con.commit()
for r in con.execute("SELECT region, strftime('%m', day) AS m, SUM(amount) AS s FROM sales GROUP BY 1, 2 ORDER BY 3 DESC LIMIT 10"):
    print(r['region'], r['m'], round(r['s'], 2), dict(r))
(total,) = con.execute('SELECT SUM(amount) FROM sales').fetchone()
print(f'{total:,.2f}', con.total_changes)
# %%
from collections import defaultdict, OrderedDict, ChainMap
from types import SimpleNamespace
import csv
cfg = SimpleNamespace(limit=10, sep=';')
defaults = {'currency': 'EUR', 'rate': '1.0'}
tree = lambda: defaultdict(tree)
t = tree()
with open('spend.csv') as f:
    for r in csv.DictReader(f, delimiter=cfg.sep):
        full = ChainMap({k: v for k, v in r.items() if v}, defaults)
        node = t[full['dept']][full['team']]
        node['sum'] = node.get('sum', 0) + float(full['amount']) * float(full['rate'])
for d in sorted(t):
    print(d)
    for team, node in OrderedDict(sorted(t[d].items(), key=lambda kv: -kv[1]['sum'])).items():
        print(f'    {team:<15}{node["sum"]:>12,.2f}')
# %%
import pandas as pd
def month_table(df, year=2024, *, value='hours', **extra):
    part = df[df['date'].dt.year == year]
    return part.pivot_table(index='person', columns=part['date'].dt.month, values=value, aggfunc='sum', **extra)
df = pd.read_csv('hours.csv', parse_dates=['date'])
print(month_table(df, fill_value=0))
print(month_table(df, 2023, value='cost', margins=True).round(0))
style = {'kind': 'bar', 'stacked': True, 'figsize': (10, 5), 'rot': 0}
ax = month_table(df).T.plot(**style)
ax.set_xlabel('month')
ax.figure.savefig('hours.png')
# %%
import pandas as pd
import numpy as np
df = pd.read_csv('cashflow.csv')
def npv(rate, flows):
    return sum(f / (1 + rate) ** t for t, f in enumerate(flows))
def irr(flows, lo=-0.9, hi=1.0, eps=1e-7):
    while hi - lo > eps:
        mid = (lo + hi) / 2
        lo, hi = (mid, hi) if npv(mid, flows) > 0 else (lo, mid)
    return (lo + hi) / 2
for name, g in df.sort_values('year').groupby('project'):
    flows = g['flow'].tolist()
    payback = next((t for t, c in enumerate(np.cumsum(flows)) if c >= 0), None)
    print(f'{name:<12} NPV(8%) {npv(.08, flows):>12,.0f}  IRR {irr(flows):6.1%}  payback {payback if payback is not None else "never"}')
# %%
import pandas as pd
from io import StringIO
data = """name;q1;q2
Anna;10;12
Ben;8;9
"""
df = pd.read_csv(StringIO(data), sep=';')
extra = pd.read_csv('extra.csv').rename(str.lower, axis='columns')
df = pd.concat([df, extra.reindex(columns=df.columns)], ignore_index=True)
df['growth'] = df.eval('(q2 - q1) / q1 * 100').round(1)
df = df.sort_values('growth', ascending=False, na_position='last', ignore_index=True)
print(df.to_markdown(index=False) if False else df.to_string(index=False))
print(df.to_dict('list'))
df.T.to_csv('growth.csv', header=False)
# %%
import textwrap
import pandas as pd
import matplotlib.pyplot as plt
df = pd.read_csv('reasons.csv')
s = df['reason'].value_counts().head(8).iloc[::-1]
labels = ['\n'.join(textwrap.wrap(t, 25)) for t in s.index]
fig, ax = plt.subplots(figsize=(8, 6))
ax.hlines(range(len(s)), 0, s, color='skyblue', lw=3)
ax.plot(s, range(len(s)), 'o', color='navy')
ax.set_yticks(range(len(s)), labels=labels)
ax.set_xlim(0); ax.margins(y=.1)
ax.set_title('Why customers leave', loc='left', pad=12, fontsize=14)
fig.text(.99, .01, f'n = {len(df):,}', ha='right', color='grey')
plt.savefig('reasons.png', bbox_inches='tight', pad_inches=.2)
# %%
import textwrap
import pandas as pd
df = pd.read_csv('tickets.csv')
keywords = {'login': ['password', 'login', 'sign in'], 'billing': ['invoice', 'refund', 'charge'], 'bug': ['crash', 'error', 'bug']}
def topic(text):
    text = str(text).lower()
    hits = {k: sum(w in text for w in ws) for k, ws in keywords.items()}
    best = max(hits, key=hits.get)
    return best if hits[best] else 'other'
df['topic'] = df['text'].map(topic)
print(df['topic'].value_counts(normalize=True).mul(100).round(1).astype(str) + ' %')
print(pd.crosstab(df['topic'], df['priority'], values=df['hours'], aggfunc='mean').round(1))
for t, g in df.groupby('topic'):
    print(f'\n{t.upper()} ({len(g)})')
    for x in g.sample(min(2, len(g)), random_state=1)['text']:
        print('  -', textwrap.shorten(x, 70) if False else x[:70])
# %%
import pandas as pd
import sys
def check(cond, msg, problems=[]):
    if not cond:
        problems.append(msg)
    return problems
df = pd.read_csv('import.csv')
check('id' in df, 'no id')
check(df['id'].is_unique, f"{df['id'].duplicated().sum()} ids repeat")
check(df['date'].str.match(r'\d{4}-\d\d-\d\d$').all(), 'odd dates')
check(df['amount'].dtype.kind in 'if', f'amount is {df["amount"].dtype}')
problems = check(True, '')
print('\n'.join(f'✗ {p}' for p in problems) or '✓ all fine', file=sys.stdout)
if len(problems) > 3:
    raise ValueError('too many problems')
# %%
import random
from statistics import mean, stdev, NormalDist
import csv
with open('weights.csv') as f:
    ws = [float(r[0]) for r in csv.reader(f) if r and r[0].replace('.', '', 1).isdigit()]
m, s = mean(ws), stdev(ws)
nd = NormalDist(m, s)
print(f'{m:.2f} ± {s:.2f}; over 100: {1 - nd.cdf(100):.2%}; 95 %: {nd.inv_cdf(.025):.1f} to {nd.inv_cdf(.975):.1f}')
rnd = random.Random(1)
sample = rnd.sample(ws, k=min(10, len(ws)))
print(sorted(sample), rnd.choices(['a', 'b'], weights=[3, 1], k=5))
bins = [0] * 10
lo, hi = min(ws), max(ws)
for w in ws:
    bins[min(int((w - lo) / (hi - lo) * 10), 9)] += 1
print(*('█' * b for b in bins), sep='\n')
# %%
import pandas as pd
from pathlib import Path
src = Path('sales.csv')
out = Path('out')
out.mkdir(exist_ok=True)
df = pd.read_csv(src)
for region, g in df.groupby('Region'):
    target = out / f'{region}.csv'
    g.to_csv(target, index=False)
    print(f'{target}: {len(g)} rows')
(out / 'README.txt').write_text(f'{df["Region"].nunique()} regions from {src.name}\n', encoding='utf-8')
print(sorted(p.name for p in out.iterdir()))
# %%
import pandas as pd
import xml.etree.ElementTree as ET
ns = {'s': 'urn:sales'}
rows = []
for ev, el in ET.iterparse('big.xml', events=('end',)):
    if el.tag.endswith('}sale') or el.tag == 'sale':
        rows.append({c.tag.rpartition('}')[2]: c.text for c in el})
        el.clear()
df = pd.DataFrame(rows).apply(pd.to_numeric, errors='ignore') if False else pd.DataFrame(rows)
df['amount'] = df['amount'].astype(float)
root = ET.Element('summary')
for k, v in df.groupby('region')['amount'].sum().items():
    ET.SubElement(root, 'region', name=str(k), total=f'{v:.2f}')
ET.indent(root)
print(ET.tostring(root, encoding='unicode'))
# %%
import pandas as pd
import numpy as np
rfm = pd.read_csv('orders.csv', parse_dates=['date']).groupby('customer').agg(
    last=('date', 'max'), n=('id', 'nunique'), total=('amount', 'sum'))
rfm['r'] = pd.qcut((rfm['last'].max() - rfm['last']).dt.days.rank(method='first'), 5, labels=range(5, 0, -1)).astype(int)
rfm['f'] = pd.qcut(rfm['n'].rank(method='first'), 5, labels=[1, 2, 3, 4, 5]).astype(int)
rfm['m'] = pd.qcut(rfm['total'].rank(method='first'), 5, labels=False) + 1
seg = {r'[45][45]': 'champions', r'[12][45]': 'at risk', r'[45][12]': 'new', r'[12][12]': 'lost'}
rfm['segment'] = (rfm['r'].astype(str) + rfm['f'].astype(str)).replace(seg, regex=True).mask(lambda s: s.str.isdigit(), 'other')
t = rfm.groupby('segment').agg({'total': ['sum', 'mean'], 'n': 'size'}).droplevel(0, axis=1).set_axis(['sum', 'mean', 'customers'], axis=1)
print(t.sort_values('sum', ascending=False).round(0).astype(int))
np.savez('rfm.npz', r=rfm['r'], f=rfm['f'])
# %%
import pandas as pd
from sklearn.linear_model import LinearRegression
import matplotlib.pyplot as plt
df = pd.read_csv('co2.csv')
fig, ax = plt.subplots()
for i, (c, g) in enumerate(df.groupby('country')):
    X = g[['year']]
    m = LinearRegression().fit(X, g['co2'])
    fut = pd.DataFrame({'year': range(g['year'].max() + 1, g['year'].max() + 6)})
    pred = m.predict(fut)
    ax.plot(g['year'], g['co2'], color=f'C{i}', label=c)
    ax.plot(fut['year'], pred, color=f'C{i}', ls=(0, (3, 2)))
    print(f'{c}: {m.coef_[0]:+.2f} per year, R² {m.score(X, g["co2"]):.2f}, {fut.year.iloc[-1]}: {pred[-1]:.1f}')
ax.legend(title='Country'); ax.set(xlabel='year', ylabel='t CO₂ per head', title='CO₂ per head')
plt.savefig('co2.png')
# %%
import pandas as pd
df = pd.read_csv('deliveries.csv', parse_dates=['ordered', 'delivered'])
df['days'] = df.apply(lambda r: len(pd.bdate_range(r['ordered'], r['delivered'])) - 1 if pd.notna(r['delivered']) else None, axis=1)
df['late'] = df['days'] > df['promised']
w = df.groupby(['carrier', pd.Grouper(key='ordered', freq='QS')])['late'].mean().unstack('carrier')
w.index = w.index.to_period('Q').astype(str)
print(w.mul(100).round(1).to_string(na_rep=''))
print(df.groupby('carrier')['days'].agg([('n', 'count'), ('mean', 'mean'), ('p90', lambda s: s.quantile(.9))]).round(1))
print(df.isna().sum()[lambda s: s.gt(0)])
print(df.loc[df.groupby('carrier')['days'].idxmax().dropna().astype(int)].drop(columns='late').to_string(index=False, max_colwidth=20))
# %%
import numpy as np
import pandas as pd
a = pd.read_csv('x.csv')['v']
arr = a.to_numpy()
print(np.nanmedian(arr), np.corrcoef(arr[:-1], arr[1:])[0, 1], np.interp(.5, [0, 1], [10, 20]))
print(np.unique(np.floor(arr), return_counts=True), np.argwhere(arr > arr.mean()).ravel()[:5])
m = np.vstack([arr, np.roll(arr, 1)]).T
beta, *_ = np.linalg.lstsq(np.column_stack([np.ones(len(m)), m[:, 1]]), m[:, 0], rcond=None)
print(beta.round(3), np.polynomial.Polynomial.fit(range(len(arr)), arr, 2).convert().coef.round(3))
mask = np.isfinite(arr) & ~np.isin(arr, [0, -999])
print(f'{mask.mean():.1%}', np.bincount(np.clip(arr[mask], 0, 9).astype(int), minlength=10), np.tile([1, 2], 3), np.meshgrid([1, 2], [3])[0])
for part in np.array_split(arr[mask], 4):
    print(part.size, part.mean().item(), np.ptp(part))
