import pandas as pd
df = pd.read_csv('verkäufe.csv', sep=';', decimal=',', encoding='latin-1')
df['Umsatz'] = df['Menge'] * df['Stückpreis']
nach_land = df.groupby('Bundesland', as_index=False)['Umsatz'].sum().sort_values('Umsatz', ascending=False)
print(nach_land.to_string(index=False, float_format=lambda v: f'{v:,.2f} €'))
# %%
# follow-up
top = nach_land.head(3)['Bundesland'].tolist()
teil = df[df['Bundesland'].isin(top)]
print(teil.pivot_table(index='Monat', columns='Bundesland', values='Umsatz', aggfunc='sum', fill_value=0, margins=True))
# %%
import pandas as pd
df = pd.read_excel('订单.xlsx', sheet_name='明细', dtype={'订单号': str})
df['日期'] = pd.to_datetime(df['日期'], format='%Y/%m/%d', errors='coerce')
df['月份'] = df['日期'].dt.strftime('%Y-%m')
汇总 = df.groupby(['月份', '地区'])['金额'].agg(['sum', 'mean', 'count']).rename(columns={'sum': '总额', 'mean': '均值', 'count': '单数'})
print(汇总.round(2))
汇总.to_excel('月度汇总.xlsx')
# %%
import matplotlib.pyplot as plt
import pandas as pd
plt.rcParams['font.sans-serif'] = ['Noto Sans CJK SC', 'SimHei']
plt.rcParams['axes.unicode_minus'] = False
df = pd.read_csv('销售.csv')
每月 = df.groupby('月份')['销售额'].sum()
fig, ax = plt.subplots(figsize=(9, 5))
ax.bar(每月.index, 每月.values, color='#4c72b0')
for i, v in enumerate(每月.values):
    ax.text(i, v, f'{v:,.0f}', ha='center', va='bottom', fontsize=9)
ax.set_title('每月销售额')
ax.set_ylabel('元')
fig.tight_layout()
fig.savefig('每月销售额.png', dpi=200, bbox_inches='tight')
# %%
import pandas as pd
df = pd.read_csv('売上.csv', encoding='cp932')
df['日付'] = pd.to_datetime(df['日付'])
週次 = df.set_index('日付').resample('W-MON')['売上'].sum()
print(週次.rolling(4, min_periods=1).mean().tail(10))
print('最大:', 週次.idxmax().date(), f'{週次.max():,}円')
# %%
import pandas as pd
import matplotlib.pyplot as plt
from matplotlib.ticker import FuncFormatter, PercentFormatter
df = pd.read_csv('pareto.csv').sort_values('cost', ascending=False)
df['cum'] = df['cost'].cumsum() / df['cost'].sum() * 100
fig, ax1 = plt.subplots()
ax1.bar(df['cause'], df['cost'], color='C0')
ax1.yaxis.set_major_formatter(FuncFormatter(lambda y, pos: f'{y / 1000:.0f}k'))
ax1.tick_params(axis='x', rotation=60)
ax2 = ax1.twinx()
ax2.plot(df['cause'], df['cum'], color='C1', marker='o')
ax2.yaxis.set_major_formatter(PercentFormatter())
ax2.axhline(80, ls='--', c='grey', lw=1)
ax2.set_ylim(0, 105)
plt.savefig('pareto.png')
# %%
import pandas as pd
df = pd.read_csv('employees.csv')
df['age_band'] = pd.cut(df['age'], [0, 25, 35, 45, 55, 100], right=False, labels=['<25', '25-34', '35-44', '45-54', '55+'])
table = pd.crosstab(df['age_band'], df['department'], normalize='index').mul(100).round(1)
print(table.to_markdown())
# %%
import pandas as pd
wide = pd.read_csv('grades.csv')
long = wide.melt(id_vars=['student', 'class'], var_name='subject', value_name='grade').dropna(subset=['grade'])
long['rank'] = long.groupby('subject')['grade'].rank(method='dense', ascending=False).astype('Int64')
best = long.loc[long['rank'].le(3)].sort_values(['subject', 'rank'])
for subject, part in best.groupby('subject'):
    print(f'== {subject} ==')
    for row in part.itertuples(index=False):
        print(f'  {row.rank}. {row.student:<20} {row.grade:>5.1f}')
# %%
import pandas as pd
df = pd.read_csv('prices.csv', parse_dates=['date'], index_col='date')
df['ret'] = df['close'].pct_change()
df['ma20'] = df['close'].rolling(window=20).mean()
df['ma50'] = df['close'].ewm(span=50, adjust=False).mean()
df['signal'] = (df['ma20'] > df['ma50']).astype(int).diff()
crosses = df[df['signal'].abs() == 1]
print(crosses[['close', 'ma20', 'ma50']].to_string())
vol = df['ret'].std() * (252 ** 0.5)
print(f'Annualised volatility: {vol:.2%}')
drawdown = df['close'] / df['close'].cummax() - 1
print('max drawdown', f'{drawdown.min():.1%}', 'on', drawdown.idxmin().strftime('%d %b %Y'))
# %%
import pandas as pd
from scipy import stats
df = pd.read_csv('ab_test.csv')
table = pd.crosstab(df['variant'], df['converted'])
chi2, p, dof, expected = stats.chi2_contingency(table)
print(table)
print(f'chi2={chi2:.3f} dof={dof} p={p:.4f}')
rates = df.groupby('variant')['converted'].mean()
lift = rates['B'] / rates['A'] - 1
print(f'Lift: {lift:+.1%}', 'significant' if p < 0.05 else 'not significant')
# %%
import numpy as np
import pandas as pd
from scipy.stats import mannwhitneyu, kruskal, shapiro, levene, spearmanr
df = pd.read_csv('trial.csv')
groups = [g['score'].to_numpy() for _, g in df.groupby('arm')]
for name, g in zip(df['arm'].unique(), groups):
    w, p = shapiro(g)
    print(name, f'W={w:.3f}', f'p={p:.3f}', 'n =', len(g))
print(levene(*groups, center='median'))
print(kruskal(*groups).pvalue)
print(mannwhitneyu(groups[0], groups[1], alternative='two-sided'))
rho, p = spearmanr(df['dose'], df['score'], nan_policy='omit')
print(round(rho, 3), p)
# %%
import pandas as pd
from sklearn.compose import ColumnTransformer, make_column_selector
from sklearn.ensemble import RandomForestRegressor
from sklearn.impute import SimpleImputer
from sklearn.metrics import mean_absolute_error, r2_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler
df = pd.read_csv('houses.csv')
X, y = df.drop(columns='price'), df['price']
num = make_pipeline(SimpleImputer(strategy='median'), StandardScaler())
cat = make_pipeline(SimpleImputer(strategy='most_frequent'), OneHotEncoder(handle_unknown='ignore', sparse_output=False))
pre = ColumnTransformer([
    ('num', num, make_column_selector(dtype_include='number')),
    ('cat', cat, make_column_selector(dtype_exclude='number')),
])
model = Pipeline([('pre', pre), ('rf', RandomForestRegressor(n_estimators=300, n_jobs=-1, random_state=42))])
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=42)
model.fit(X_train, y_train)
pred = model.predict(X_test)
print('MAE', mean_absolute_error(y_test, pred), 'R2', r2_score(y_test, pred))
names = model.named_steps['pre'].get_feature_names_out()
imp = pd.Series(model['rf'].feature_importances_, index=names).nlargest(10)
print(imp)
# %%
# follow-up
import matplotlib.pyplot as plt
fig, ax = plt.subplots()
imp[::-1].plot.barh(ax=ax)
ax.set_xlabel('importance')
ax.spines[['top', 'right']].set_visible(False)
fig.savefig('importance.png', bbox_inches='tight')
resid = y_test - pred
print(resid.describe())
# %%
import seaborn as sns
import matplotlib.pyplot as plt
import pandas as pd
df = pd.read_csv('sales.csv')
corr = df.select_dtypes(include='number').corr()
plt.figure(figsize=(8, 6))
sns.heatmap(corr, annot=True, fmt='.2f', cmap='coolwarm', vmin=-1, vmax=1, square=True, linewidths=.5, cbar_kws={'shrink': .8})
plt.title('Correlation')
plt.tight_layout()
plt.savefig('corr.png')
plt.show()
# %%
import seaborn as sns
import matplotlib.pyplot as plt
import pandas as pd
df = pd.read_csv('tips.csv')
fig, axes = plt.subplots(2, 2, figsize=(12, 9), sharey=False)
sns.boxplot(data=df, x='day', y='total_bill', hue='sex', ax=axes[0, 0])
sns.violinplot(data=df, x='day', y='tip', inner='quartile', ax=axes[0, 1])
sns.histplot(df['total_bill'], kde=True, bins=30, ax=axes[1, 0])
sns.regplot(data=df, x='total_bill', y='tip', scatter_kws={'alpha': 0.4}, ax=axes[1, 1])
for ax, t in zip(axes.flat, 'ABCD'):
    ax.set_title(t, loc='left', fontweight='bold')
fig.suptitle('Tips overview', y=1.02)
fig.tight_layout()
fig.savefig('tips.pdf')
# %%
import pandas as pd
import matplotlib.pyplot as plt
df = pd.read_csv('budget.csv')
sums = df.groupby('category')['amount'].sum()
small = sums[sums / sums.sum() < 0.03]
sums = pd.concat([sums.drop(small.index), pd.Series({'Other': small.sum()})])
fig, ax = plt.subplots()
wedges, texts, autotexts = ax.pie(sums, labels=sums.index, autopct='%1.1f%%', startangle=90, wedgeprops=dict(width=0.4))
plt.setp(autotexts, size=8, color='white', weight='bold')
ax.axis('equal')
ax.legend(wedges, sums.index, title='Category', loc='center left', bbox_to_anchor=(1, 0, 0.5, 1))
fig.savefig('budget.png', bbox_inches='tight')
# %%
import polars as pl
lf = pl.scan_csv('events.csv', try_parse_dates=True)
out = (
    lf.filter(pl.col('type') == 'purchase')
    .with_columns(
        pl.col('ts').dt.truncate('1d').alias('day'),
        (pl.col('price') * pl.col('qty')).alias('amount'),
    )
    .group_by('day')
    .agg(
        pl.col('amount').sum(),
        pl.col('user').n_unique().alias('buyers'),
        pl.len().alias('n'),
    )
    .sort('day')
    .collect()
)
print(out)
out.write_csv('daily.csv')
# %%
# follow-up
print(out.select(pl.col('amount').rolling_mean(7).alias('ma7'), pl.col('amount').cum_sum().alias('cum')).tail(5))
print(out.sort('amount', descending=True).row(0, named=True))
# %%
import duckdb
q = """
SELECT region, date_trunc('month', order_date) AS month, SUM(amount) AS total,
       RANK() OVER (PARTITION BY date_trunc('month', order_date) ORDER BY SUM(amount) DESC) AS rnk
FROM 'orders.csv'
GROUP BY ALL
QUALIFY rnk <= 3
ORDER BY month, rnk
"""
df = duckdb.query(q).to_df()
print(df.to_string(index=False))
# %%
import duckdb
import pandas as pd
customers = pd.read_excel('customers.xlsx')
con = duckdb.connect()
con.register('customers', customers)
res = con.execute("SELECT c.segment, count(*) n, avg(o.amount) avg_amount FROM read_parquet('orders.parquet') o JOIN customers c USING (customer_id) WHERE o.amount > ? GROUP BY 1 ORDER BY 2 DESC", [10]).fetchdf()
print(res)
# %%
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
import pandas as pd
df = pd.read_csv('sales.csv')
summary = df.groupby('Region')['Revenue'].agg(['sum', 'mean']).reset_index()
wb = Workbook()
ws = wb.active
ws.title = 'Summary'
ws.append(['Region', 'Total', 'Average'])
for r in summary.itertuples(index=False):
    ws.append(list(r))
thin = Side(style='thin', color='999999')
for cell in ws[1]:
    cell.font = Font(bold=True, color='FFFFFF')
    cell.fill = PatternFill('solid', start_color='4472C4')
    cell.alignment = Alignment(horizontal='center')
    cell.border = Border(bottom=thin)
for i, col in enumerate(ws.columns, start=1):
    ws.column_dimensions[get_column_letter(i)].width = max(len(str(c.value)) for c in col) + 2
for row in ws.iter_rows(min_row=2, min_col=2, max_col=3):
    for c in row:
        c.number_format = '#,##0.00'
ws.freeze_panes = 'A2'
wb.save('summary.xlsx')
print('Wrote summary.xlsx')
# %%
import json
import pandas as pd
with open('api.json', encoding='utf-8') as fh:
    raw = json.load(fh)
flat = pd.json_normalize(raw['results'], record_path='items', meta=['id', ['customer', 'name']], sep='_', errors='ignore')
print(flat.dtypes)
print(flat.groupby('customer_name')['price'].sum().nlargest(5))
flat.to_json('flat.json', orient='records', force_ascii=False, indent=2)
# %%
import re
from collections import Counter, defaultdict
from pathlib import Path
pattern = re.compile(r'^(?P<ip>\S+) \S+ \S+ \[(?P<time>[^\]]+)\] "(?P<method>\w+) (?P<path>\S+)[^"]*" (?P<status>\d{3})')
by_status = Counter()
by_path = defaultdict(int)
bad = 0
for line in Path('access.log').read_text(errors='replace').splitlines():
    m = pattern.match(line)
    if not m:
        bad += 1
        continue
    d = m.groupdict()
    by_status[d['status']] += 1
    if d['status'].startswith('5'):
        by_path[d['path'].split('?')[0]] += 1
print(by_status.most_common())
for path, n in sorted(by_path.items(), key=lambda kv: -kv[1])[:10]:
    print(f'{n:>6}  {path}')
print(f'{bad} lines could not be read')
# %%
from datetime import datetime, timezone
from zoneinfo import ZoneInfo
import csv
berlin = ZoneInfo('Europe/Berlin')
hours = [0] * 24
with open('logins.csv', newline='') as f:
    for row in csv.DictReader(f):
        t = datetime.fromisoformat(row['time'].replace('Z', '+00:00')).astimezone(berlin)
        hours[t.hour] += 1
peak = max(range(24), key=hours.__getitem__)
for h, n in enumerate(hours):
    print(f'{h:02d}:00 {"#" * (n * 40 // max(hours))} {n}')
print(f'Peak hour: {peak}:00')
# %%
from dataclasses import dataclass, field, asdict
from typing import Optional
import csv

@dataclass
class Account:
    name: str
    balance: float = 0.0
    entries: list = field(default_factory=list)

    def book(self, amount: float, note: Optional[str] = None) -> None:
        self.balance += amount
        self.entries.append((amount, note))

    @property
    def count(self) -> int:
        return len(self.entries)

accounts: dict[str, Account] = {}
with open('ledger.csv') as f:
    for row in csv.DictReader(f):
        acc = accounts.setdefault(row['account'], Account(row['account']))
        acc.book(float(row['amount']), row.get('note'))
for acc in sorted(accounts.values(), key=lambda a: a.balance):
    print(f'{acc.name:<15}{acc.balance:>12,.2f}{acc.count:>6}')
print(asdict(next(iter(accounts.values()))))
# %%
from functools import reduce
import pandas as pd
files = ['jan.csv', 'feb.csv', 'mar.csv']
frames = [pd.read_csv(f, usecols=['id', 'amount']).rename(columns={'amount': f.split('.')[0]}) for f in files]
merged = reduce(lambda l, r: pd.merge(l, r, on='id', how='outer'), frames).fillna(0)
merged['total'] = merged.sum(axis=1, numeric_only=True)
print(merged.head(20))
# %%
import glob
import os
import pandas as pd
frames = []
for path in sorted(glob.glob('*.csv')):
    try:
        part = pd.read_csv(path)
    except pd.errors.EmptyDataError:
        print('empty:', path)
        continue
    part['source'] = os.path.splitext(os.path.basename(path))[0]
    frames.append(part)
all_df = pd.concat(frames, ignore_index=True, sort=False)
print(all_df.shape)
print(all_df['source'].value_counts())
# %%
import pandas as pd
total = 0
rows = 0
for chunk in pd.read_csv('big.csv', chunksize=100_000):
    ok = chunk.query('status == "paid" and amount > 0')
    total += ok['amount'].sum()
    rows += len(ok)
print(f'{rows:,} rows, total {total:,.2f}, mean {total / max(rows, 1):.2f}')
# %%
def main() -> None:
    import pandas as pd
    df = pd.read_csv('inventory.csv')
    low = df[df['stock'] < df['reorder_level']]
    if low.empty:
        print('Nothing to reorder')
        return
    print(low[['sku', 'stock', 'reorder_level']].to_string(index=False))
    low.to_csv('reorder.csv', index=False)


if __name__ == '__main__':
    main()
# %%
import functools
import csv

@functools.lru_cache(maxsize=None)
def fib(n: int) -> int:
    return n if n < 2 else fib(n - 1) + fib(n - 2)

@functools.cache
def steps(n):
    return 0 if n == 1 else 1 + steps(n // 2 if n % 2 == 0 else 3 * n + 1)

with open('numbers.csv') as f:
    for (n,) in csv.reader(f):
        print(n, fib(int(n)), steps(int(n)))
# %%
from contextlib import contextmanager
import time
import pandas as pd

@contextmanager
def timed(label):
    start = time.perf_counter()
    try:
        yield
    finally:
        print(f'{label}: {time.perf_counter() - start:.2f} s')

with timed('read'):
    df = pd.read_csv('big.csv')
with timed('group'):
    g = df.groupby('key').agg(total=('value', 'sum'), n=('value', 'size'), p95=('value', lambda s: s.quantile(.95)))
print(g.head())
# %%
import pandas as pd
import numpy as np
rng = np.random.default_rng(42)
df = pd.read_csv('scores.csv')
x = df['score'].dropna().values
boot = np.array([rng.choice(x, size=len(x), replace=True).mean() for _ in range(5000)])
lo, hi = np.percentile(boot, [2.5, 97.5])
print(f'mean {x.mean():.2f}, 95% CI [{lo:.2f}, {hi:.2f}]')
np.save('boot.npy', boot)
# %%
import numpy as np
import matplotlib.pyplot as plt
from scipy.optimize import curve_fit
from scipy.signal import savgol_filter, find_peaks
data = np.loadtxt('spectrum.txt', delimiter='\t', skiprows=1)
x, y = data[:, 0], data[:, 1]
smooth = savgol_filter(y, 11, 3)
peaks, props = find_peaks(smooth, height=0.1, distance=20, prominence=0.05)
def gauss(x, a, mu, sigma):
    return a * np.exp(-(x - mu) ** 2 / (2 * sigma ** 2))
fig, ax = plt.subplots()
ax.plot(x, y, lw=.5, label='raw')
ax.plot(x, smooth, label='smooth')
for p in peaks:
    window = slice(max(p - 15, 0), p + 15)
    try:
        popt, pcov = curve_fit(gauss, x[window], y[window], p0=[y[p], x[p], 1.0])
        err = np.sqrt(np.diag(pcov))
        print(f'peak at {popt[1]:.3f} ± {err[1]:.3f}')
        ax.annotate(f'{popt[1]:.1f}', xy=(popt[1], popt[0]), xytext=(0, 8), textcoords='offset points', ha='center', arrowprops=dict(arrowstyle='->'))
    except RuntimeError as e:
        print('no fit:', e)
ax.legend(frameon=False)
fig.savefig('spectrum.svg')
# %%
import pandas as pd
df = pd.read_csv('customers.csv')
df['email'] = df['email'].str.strip().str.lower()
df['domain'] = df['email'].str.split('@').str[-1]
df['valid'] = df['email'].str.match(r'^[\w.+-]+@[\w-]+\.[\w.]+$', na=False)
dupes = df[df.duplicated('email', keep=False)].sort_values('email')
print(f"{(~df['valid']).sum()} invalid, {len(dupes)} duplicates")
print(df['domain'].value_counts().head(10).to_dict())
phone = df['phone'].str.extract(r'(\+\d{1,3})?\s*(\d+)', expand=True)
print(phone[0].fillna('none').value_counts(dropna=False))
df.drop_duplicates('email').to_csv('customers_clean.csv', index=False, encoding='utf-8-sig')
# %%
import pandas as pd
df = pd.read_parquet('telemetry.parquet', columns=['device', 'ts', 'temp'])
df = df.sort_values(['device', 'ts'])
df['gap'] = df.groupby('device')['ts'].diff().dt.total_seconds()
df['session'] = (df['gap'] > 1800).groupby(df['device']).cumsum()
sessions = df.groupby(['device', 'session']).agg(start=('ts', 'first'), end=('ts', 'last'), max_temp=('temp', 'max'))
sessions['minutes'] = (sessions['end'] - sessions['start']).dt.total_seconds().div(60).round(1)
print(sessions.nlargest(10, 'minutes'))
# %%
import pandas as pd
left = pd.read_csv('trades.csv', parse_dates=['time']).sort_values('time')
right = pd.read_csv('quotes.csv', parse_dates=['time']).sort_values('time')
m = pd.merge_asof(left, right, on='time', by='ticker', direction='backward', tolerance=pd.Timedelta('2s'))
m['slippage'] = (m['price'] - m['bid']).where(m['side'].eq('sell'), m['ask'] - m['price'])
print(m.groupby('ticker')['slippage'].agg(['mean', 'median', 'std', 'sem']))
# %%
import pandas as pd
import numpy as np
df = pd.read_csv('survey.csv')
weights = df['weight']
def wavg(g, col='score', w='weight'):
    return np.average(g[col], weights=g[w])
res = df.groupby('region').apply(wavg, include_groups=False)
print(res.sort_values())
conditions = [df['score'] >= 9, df['score'] >= 7]
df['nps'] = np.select(conditions, ['promoter', 'passive'], default='detractor')
share = df['nps'].value_counts(normalize=True)
print('NPS', round((share.get('promoter', 0) - share.get('detractor', 0)) * 100))
# %%
import pandas as pd
options = {'sep': ';', 'decimal': ',', 'thousands': '.', 'parse_dates': ['Datum'], 'dayfirst': True}
df = pd.read_csv('kontoauszug.csv', **options)
df['Monat'] = df['Datum'].dt.to_period('M')
print(df.groupby('Monat')['Betrag'].agg(Einnahmen=lambda s: s[s > 0].sum(), Ausgaben=lambda s: s[s < 0].sum()))
# %%
import matplotlib.pyplot as plt
import matplotlib.dates as mdates
import pandas as pd
df = pd.read_csv('temp.csv', parse_dates=['date'])
style = dict(linewidth=1.5, alpha=0.8)
fig, ax = plt.subplots(figsize=(10, 4), constrained_layout=True)
for city, g in df.groupby('city'):
    ax.plot(g['date'], g['temp'], label=city, **style)
ax.xaxis.set_major_locator(mdates.MonthLocator(interval=2))
ax.xaxis.set_major_formatter(mdates.DateFormatter('%b %y'))
ax.axvspan(pd.Timestamp('2024-06-01'), pd.Timestamp('2024-09-01'), color='orange', alpha=.1)
ax.grid(True, which='major', axis='y', linestyle=':')
ax.legend(ncols=3)
fig.autofmt_xdate()
plt.savefig('temp.png')
plt.close(fig)
# %%
import itertools
import pandas as pd
baskets = pd.read_csv('basket.csv').groupby('order_id')['product'].apply(set)
from collections import Counter
pairs = Counter()
for items in baskets:
    pairs.update(itertools.combinations(sorted(items), 2))
n = len(baskets)
for (a, b), c in pairs.most_common(10):
    print(f'{a} + {b}: {c} ({c / n:.1%})')
# %%
import csv
def read_rows(path, skip=0):
    with open(path, newline='', encoding='utf-8') as f:
        reader = csv.reader(f)
        for _ in range(skip):
            next(reader)
        yield from reader

def clean(rows):
    for name, value, *rest in rows:
        try:
            yield name.title(), float(value.replace(',', '.'))
        except ValueError:
            continue

data = list(clean(read_rows('measure.csv', skip=1)))
print(len(data), sum(v for _, v in data))
print(*sorted(data, key=lambda t: t[1], reverse=True)[:5], sep='\n')
# %%
import statistics as st
import csv
with open('times.csv') as f:
    values = [float(r['seconds']) for r in csv.DictReader(f) if r['seconds']]
print(f'n={len(values)} mean={st.fmean(values):.2f} median={st.median(values)} sd={st.stdev(values):.2f}')
print(st.quantiles(values, n=4))
print(st.multimode([round(v) for v in values]))
# %%
import pandas as pd
from sklearn.cluster import KMeans
from sklearn.decomposition import PCA
from sklearn.metrics import silhouette_score
from sklearn.preprocessing import StandardScaler
import matplotlib.pyplot as plt
df = pd.read_csv('customers.csv')
X = StandardScaler().fit_transform(df[['recency', 'frequency', 'monetary']])
scores = {}
for k in range(2, 9):
    km = KMeans(n_clusters=k, n_init='auto', random_state=0).fit(X)
    scores[k] = silhouette_score(X, km.labels_)
best = max(scores, key=scores.get)
km = KMeans(n_clusters=best, n_init=10, random_state=0)
df['cluster'] = km.fit_predict(X)
pca = PCA(n_components=2)
xy = pca.fit_transform(X)
plt.scatter(xy[:, 0], xy[:, 1], c=df['cluster'], cmap='tab10', s=12)
plt.xlabel(f'PC1 ({pca.explained_variance_ratio_[0]:.0%})')
plt.colorbar(label='cluster')
plt.savefig('clusters.png')
print(df.groupby('cluster').mean(numeric_only=True).round(2))
# %%
from sklearn.linear_model import LogisticRegressionCV, Lasso
from sklearn.metrics import classification_report, confusion_matrix, ConfusionMatrixDisplay, RocCurveDisplay
from sklearn.model_selection import GridSearchCV, cross_val_score, train_test_split
from sklearn.svm import SVC
from sklearn.tree import DecisionTreeClassifier, export_text, plot_tree
import pandas as pd
import matplotlib.pyplot as plt
df = pd.read_csv('iris.csv')
X, y = df.iloc[:, :-1], df['species']
Xtr, Xte, ytr, yte = train_test_split(X, y, stratify=y, random_state=0)
grid = GridSearchCV(SVC(), {'C': [0.1, 1, 10], 'gamma': ['scale', 0.1]}, cv=5, scoring='accuracy')
grid.fit(Xtr, ytr)
print(grid.best_params_, grid.best_score_)
print(classification_report(yte, grid.predict(Xte)))
print(confusion_matrix(yte, grid.best_estimator_.predict(Xte)))
tree = DecisionTreeClassifier(max_depth=3).fit(Xtr, ytr)
print(export_text(tree, feature_names=list(X.columns)))
fig, ax = plt.subplots(figsize=(12, 6))
plot_tree(tree, feature_names=X.columns, class_names=tree.classes_, filled=True, ax=ax)
fig.savefig('tree.png')
ConfusionMatrixDisplay.from_estimator(tree, Xte, yte, cmap='Blues')
plt.savefig('cm.png')
# %%
import sqlite3
import pandas as pd
con = sqlite3.connect(':memory:')
pd.read_csv('orders.csv').to_sql('orders', con, index=False)
pd.read_csv('customers.csv').to_sql('customers', con, index=False)
q = '''SELECT c.country, COUNT(*) AS n, ROUND(SUM(o.amount), 2) AS total
FROM orders o LEFT JOIN customers c ON c.id = o.customer_id GROUP BY c.country HAVING n > 5'''
print(pd.read_sql_query(q, con))
con.close()
# %%
import xml.etree.ElementTree as ET
import pandas as pd
root = ET.parse('rechnungen.xml').getroot()
rows = []
for r in root.iter('Rechnung'):
    rows.append({
        'Nummer': r.get('nr'),
        'Kunde': r.findtext('Kunde', default='?'),
        'Summe': sum(float(p.attrib['preis']) for p in r.findall('./Posten')),
    })
df = pd.DataFrame(rows)
print(df.groupby('Kunde')['Summe'].sum())
# %%
import zipfile
import pandas as pd
with zipfile.ZipFile('export.zip') as z:
    for info in z.infolist():
        print(f'{info.filename:40} {info.file_size:>10,}')
    name = next(n for n in z.namelist() if n.endswith('.csv'))
    with z.open(name) as f:
        df = pd.read_csv(f)
print(df.head())
# %%
import gzip, json
from collections import Counter
levels = Counter()
with gzip.open('app.log.gz', 'rt', encoding='utf-8') as f:
    for line in f:
        try:
            rec = json.loads(line)
        except json.JSONDecodeError:
            levels['broken'] += 1
        else:
            levels[rec.get('level', 'none').upper()] += 1
for level, n in levels.items():
    print(f'{level:10s}{n:8d}')
# %%
import pandas as pd
df = pd.read_csv('hotel.csv', parse_dates=['check_in', 'check_out'])
nights = pd.DataFrame([
    {'room': r.room, 'night': d}
    for r in df.itertuples()
    for d in pd.date_range(r.check_in, r.check_out - pd.Timedelta(days=1), freq='D')
])
occ = nights.groupby('night')['room'].nunique().reindex(pd.date_range(nights['night'].min(), nights['night'].max()), fill_value=0)
by_wd = occ.groupby(occ.index.day_name()).mean()
order = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
print(by_wd.reindex(order).round(1))
# %%
import pandas as pd
df = pd.read_csv('orders.csv', parse_dates=['order_date'])
df['cohort'] = df.groupby('customer_id')['order_date'].transform('min').dt.to_period('M')
df['period'] = df['order_date'].dt.to_period('M')
df['n'] = (df['period'].dt.year - df['cohort'].dt.year) * 12 + (df['period'].dt.month - df['cohort'].dt.month)
cohorts = df.pivot_table(index='cohort', columns='n', values='customer_id', aggfunc='nunique')
retention = cohorts.divide(cohorts[0], axis='index')
styled = retention.style.format('{:.0%}', na_rep='').background_gradient(cmap='Greens')
with open('retention.html', 'w') as f:
    f.write(styled.to_html())
print(retention.round(2).iloc[:6, :6])
# %%
import pandas as pd
import numpy as np
df = pd.read_csv('sensor.csv')
q1, q3 = df['value'].quantile([.25, .75])
iqr = q3 - q1
mask = df['value'].between(q1 - 1.5 * iqr, q3 + 1.5 * iqr)
print(f'{(~mask).sum()} outliers of {len(df)}')
df.loc[~mask, 'value'] = np.nan
df['value'] = df['value'].interpolate(method='linear', limit_direction='both').clip(lower=0)
df.to_csv('sensor_clean.csv', index=False)
# %%
import pandas as pd
a = pd.read_csv('list_a.csv')
b = pd.read_csv('list_b.csv')
sa, sb = set(a['id']), set(b['id'])
print('only in A:', sorted(sa - sb)[:20])
print('only in B:', sorted(sb - sa)[:20])
print('both:', len(sa & sb))
common = a.set_index('id').join(b.set_index('id'), lsuffix='_a', rsuffix='_b', how='inner')
diff = common[common['price_a'].ne(common['price_b'])]
print(diff.assign(delta=lambda d: d['price_b'] - d['price_a']).to_string())
# %%
# follow-up
diff.to_csv('price_changes.csv')
print(f"{len(diff)} prices changed, mean change {(diff['price_b'] / diff['price_a'] - 1).mean():.1%}")
# %%
import difflib
import pandas as pd
names = pd.read_csv('suppliers.csv')['name'].dropna().unique().tolist()
seen = []
for n in names:
    close = difflib.get_close_matches(n, seen, n=1, cutoff=0.85)
    if close:
        ratio = difflib.SequenceMatcher(None, n, close[0]).ratio()
        print(f'{n!r} ~ {close[0]!r} ({ratio:.2f})')
    seen.append(n)
# %%
import textwrap, string
from pathlib import Path
text = Path('notes.txt').read_text(encoding='utf-8')
table = str.maketrans('', '', string.punctuation)
words = text.translate(table).lower().split()
print(len(words), 'words;', len(set(words)), 'different')
sentences = [s.strip() for s in text.replace('?', '.').replace('!', '.').split('.') if s.strip()]
print('longest sentence:')
print(textwrap.fill(max(sentences, key=len), width=80, initial_indent='  ', subsequent_indent='  '))
# %%
import os
from pathlib import Path
total = 0
for p in sorted(Path('.').iterdir()):
    if p.is_file():
        size = p.stat().st_size
        total += size
        print(f'{p.name:<40}{size / 1024:>10.1f} KB {p.suffix}')
print(f'{total / 1e6:.2f} MB in {len(os.listdir("."))} entries')
# %%
import pandas as pd
xl = pd.ExcelFile('quarters.xlsx')
frames = {}
for sheet in xl.sheet_names:
    df = xl.parse(sheet, header=1)
    df.columns = [str(c).strip().lower().replace(' ', '_') for c in df.columns]
    frames[sheet] = df
all_q = pd.concat(frames, names=['quarter']).reset_index(level=0)
print(all_q.groupby('quarter')['revenue'].sum())
# %%
import pandas as pd
sheets = pd.read_excel('team.xlsx', sheet_name=None)
for name, df in sheets.items():
    print(name, df.shape, list(df.columns))
    print(df.isna().mean().loc[lambda s: s > 0].map('{:.1%}'.format))
# %%
import numpy as np
import pandas as pd
m = pd.read_csv('matrix.csv', header=None).to_numpy(dtype=float)
print('rank', np.linalg.matrix_rank(m), 'det', np.linalg.det(m))
w, v = np.linalg.eigh(m @ m.T)
print(w[::-1][:3])
u, s, vt = np.linalg.svd(m, full_matrices=False)
k = int(np.searchsorted(np.cumsum(s ** 2) / np.sum(s ** 2), 0.9)) + 1
print(f'{k} components explain 90 %')
approx = (u[:, :k] * s[:k]) @ vt[:k]
print('error', np.linalg.norm(m - approx) / np.linalg.norm(m))
# %%
import pandas as pd
df = pd.read_csv('tickets.csv', parse_dates=['opened', 'closed'])
df['hours'] = (df['closed'] - df['opened']) / pd.Timedelta(hours=1)
sla = {'P1': 4, 'P2': 24, 'P3': 72}
df['limit'] = df['priority'].map(sla)
df['breach'] = df['hours'].gt(df['limit']) | df['closed'].isna()
out = df.groupby(['team', 'priority']).agg(n=('id', 'count'), breaches=('breach', 'sum'), median_h=('hours', 'median')).reset_index()
out['rate'] = out['breaches'] / out['n']
print(out.sort_values('rate', ascending=False).to_string(formatters={'rate': '{:.0%}'.format}))
worst = out.loc[out.groupby('team')['rate'].idxmax(), ['team', 'priority', 'rate']]
print(worst)
# %%
import pandas as pd
from tabulate import tabulate
df = pd.read_csv('players.csv')
df['ppg'] = (df['points'] / df['games']).round(1)
print(tabulate(df.nlargest(10, 'ppg')[['name', 'ppg']], headers='keys', tablefmt='github', showindex=False))
# %%
class RunningStats:
    """Mean and variance in one pass."""

    def __init__(self):
        self.n = 0
        self.mean = 0.0
        self.m2 = 0.0

    def add(self, x):
        self.n += 1
        d = x - self.mean
        self.mean += d / self.n
        self.m2 += d * (x - self.mean)

    @property
    def var(self):
        return self.m2 / (self.n - 1) if self.n > 1 else float('nan')

    def __repr__(self):
        return f'RunningStats(n={self.n}, mean={self.mean:.3f}, sd={self.var ** 0.5:.3f})'

stats = {}
with open('measurements.csv') as f:
    next(f)
    for line in f:
        name, value = line.rstrip('\n').split(',')
        stats.setdefault(name, RunningStats()).add(float(value))
for name in sorted(stats):
    print(name, stats[name])
# %%
from enum import Enum
from typing import NamedTuple
import csv

class Level(Enum):
    LOW = 1
    HIGH = 2

class Reading(NamedTuple):
    sensor: str
    value: float

    def level(self) -> Level:
        return Level.HIGH if self.value > 50 else Level.LOW

with open('readings.csv') as f:
    readings = [Reading(r['sensor'], float(r['value'])) for r in csv.DictReader(f)]
high = [r for r in readings if r.level() is Level.HIGH]
print(len(high), 'of', len(readings))
for level in Level:
    print(level.name, sum(r.level() == level for r in readings))
# %%
import heapq
import operator
import pandas as pd
df = pd.read_json('repos.json')
recs = df.to_dict('records')
for r in heapq.nlargest(5, recs, key=operator.itemgetter('stars')):
    print(r['name'], r['stars'])
from itertools import groupby, accumulate, islice
recs.sort(key=operator.itemgetter('language'))
for lang, grp in groupby(recs, key=lambda r: r['language']):
    print(lang, sum(1 for _ in grp))
print(list(islice(accumulate(r['stars'] for r in recs), 5)))
# %%
from decimal import Decimal, ROUND_HALF_UP
from fractions import Fraction
import csv
total = Decimal('0')
with open('invoice.csv', newline='') as f:
    for row in csv.DictReader(f, delimiter=';'):
        net = Decimal(row['net'].replace(',', '.'))
        total += (net * Decimal('1.19')).quantize(Decimal('0.01'), rounding=ROUND_HALF_UP)
print(f'Brutto: {total} EUR')
print(Fraction(total).limit_denominator(100))
# %%
import calendar
from datetime import date, timedelta
import pandas as pd
df = pd.read_csv('absence.csv', parse_dates=['from', 'to'])
def workdays(a: date, b: date) -> int:
    return sum(1 for i in range((b - a).days + 1) if (a + timedelta(days=i)).weekday() < 5)
df['days'] = [workdays(r['from'].date(), r['to'].date()) for _, r in df.iterrows()]
df['month'] = df['from'].dt.month.map(lambda m: calendar.month_abbr[m])
print(df.pivot_table('days', 'employee', 'month', 'sum', fill_value=0))
# %%
import math
import pandas as pd
def haversine(lat1, lon1, lat2, lon2, r=6371.0):
    p1, p2 = math.radians(lat1), math.radians(lat2)
    a = math.sin((p2 - p1) / 2) ** 2 + math.cos(p1) * math.cos(p2) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    return 2 * r * math.asin(math.sqrt(a))
shops = pd.read_csv('shops.csv')
hq = (52.52, 13.405)
shops['km'] = shops.apply(lambda s: haversine(*hq, s['lat'], s['lon']), axis=1)
print(shops.nsmallest(5, 'km')[['name', 'km']].round(1))
# %%
import pandas as pd
df = pd.read_csv('データ.csv')
df = df.rename(columns={'氏名': 'name', '年齢': 'age', '部署': 'dept'})
df['age'] = pd.to_numeric(df['age'].astype(str).str.replace('歳', '', regex=False), errors='coerce')
print(df.groupby('dept')['age'].describe().round(1))
print('欠損:', df['age'].isna().sum())
# %%
import pandas as pd
df = pd.read_csv('Umfrage.csv')
spalten = [c for c in df.columns if c.startswith('Frage')]
ergebnis = (
    df[spalten]
    .apply(lambda s: s.value_counts(normalize=True))
    .fillna(0)
    .T
    .mul(100)
    .round(1)
)
ergebnis.index.name = 'Frage'
print(ergebnis)
ax = ergebnis.plot(kind='barh', stacked=True, colormap='RdYlGn', figsize=(10, 6), width=0.8)
ax.invert_yaxis()
ax.legend(bbox_to_anchor=(1.02, 1), loc='upper left')
for c in ax.containers:
    ax.bar_label(c, fmt='%.0f%%', label_type='center')
ax.figure.savefig('umfrage.png', bbox_inches='tight')
# %%
import pandas as pd
import matplotlib.pyplot as plt
import numpy as np
df = pd.read_csv('ages.csv')
men = df[df.sex == 'm'].groupby('band').size()
women = df[df.sex == 'f'].groupby('band').size()
y = np.arange(len(men))
fig, (left, right) = plt.subplots(ncols=2, sharey=True, gridspec_kw={'wspace': 0})
left.barh(y, men, color='steelblue')
left.invert_xaxis()
right.barh(y, women, color='salmon')
left.set(yticks=y, yticklabels=men.index, title='Men')
right.set_title('Women')
fig.supxlabel('people')
fig.savefig('pyramid.png')
# %%
import logging
import pandas as pd
logging.basicConfig(level=logging.INFO, format='%(levelname)s %(message)s')
log = logging.getLogger(__name__)
df = pd.read_csv('orders.csv')
before = len(df)
df = df.dropna(subset=['customer_id'])
log.info('dropped %d rows', before - len(df))
assert df['amount'].ge(0).all(), 'negative amounts'
print(df['amount'].sum())
# %%
import warnings
warnings.filterwarnings('ignore')
import pandas as pd
from statsmodels.tsa.seasonal import seasonal_decompose
from statsmodels.tsa.holtwinters import ExponentialSmoothing
ts = pd.read_csv('airline.csv', index_col=0, parse_dates=True).squeeze('columns').asfreq('MS')
dec = seasonal_decompose(ts, model='multiplicative', period=12)
dec.plot().savefig('decomposed.png')
fit = ExponentialSmoothing(ts, trend='add', seasonal='mul', seasonal_periods=12).fit()
fc = fit.forecast(12)
print(fc.round(1))
# %%
import pandas as pd
pd.set_option('display.max_columns', None)
pd.options.display.float_format = '{:,.2f}'.format
df = pd.read_csv('finance.csv')
df.info()
print(df.sample(5, random_state=1))
print(df.memory_usage(deep=True).sum() / 1e6, 'MB')
with pd.option_context('display.max_rows', 100):
    print(df.nunique())
# %%
import pandas as pd
df = pd.read_csv('log.csv')
df = df.assign(
    day=pd.to_datetime(df['when']).dt.normalize(),
    hour=lambda d: pd.to_datetime(d['when']).dt.hour,
).pipe(lambda d: d[d['hour'].between(8, 18)])
heat = df.pivot_table(index=df['day'].dt.dayofweek, columns='hour', values='id', aggfunc='count').fillna(0).astype(int)
heat.index = ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su'][:len(heat)]
import matplotlib.pyplot as plt
fig, ax = plt.subplots()
im = ax.imshow(heat.values, aspect='auto', cmap='viridis')
ax.set_xticks(range(len(heat.columns)), labels=heat.columns)
ax.set_yticks(range(len(heat.index)))
ax.set_yticklabels(heat.index)
cbar = fig.colorbar(im, ax=ax)
cbar.set_label('tickets')
for i in range(heat.shape[0]):
    for j in range(heat.shape[1]):
        ax.text(j, i, heat.iat[i, j], ha='center', va='center', color='w', fontsize=7)
fig.savefig('heat.png')
# %%
import pandas as pd
df = pd.read_csv('quarterly.csv')
df['period'] = pd.PeriodIndex(df['quarter'], freq='Q')
df = df.set_index('period').sort_index()
df['yoy'] = df['revenue'].pct_change(4)
df['qoq'] = df['revenue'] / df['revenue'].shift(1) - 1
df.loc['2023Q1':'2024Q4', ['revenue', 'yoy', 'qoq']].apply(print, axis=1)
# %%
import pandas as pd
text = []
df = pd.read_csv('sales.csv')
for region, g in df.groupby('Region'):
    text.append(f'## {region}\n\n- total: {g["Revenue"].sum():,.0f}\n- best day: {g.loc[g["Revenue"].idxmax(), "Date"]}\n')
    g.to_csv(f'sales_{region.lower()}.csv', index=False)
with open('summary.md', 'w', encoding='utf-8') as out:
    out.write('\n'.join(text))
    print('# end', file=out)
print(open('summary.md').read())
# %%
import io
import pandas as pd
raw = open('export.txt', encoding='utf-16').read()
body = raw[raw.index('id|'):]
df = pd.read_csv(io.StringIO(body), sep='|', skipinitialspace=True)
buf = io.StringIO()
df.info(buf=buf)
print(buf.getvalue())
# %%
import pandas as pd
df = pd.read_fwf('bank.txt', widths=[10, 12, 8], names=['konto', 'betrag', 'datum'])
df['datum'] = pd.to_datetime(df['datum'], format='%d%m%Y')
print(df.groupby(df['datum'].dt.quarter)['betrag'].sum())
html = pd.read_html('table.html')[0]
print(html.merge(df, left_on='Konto', right_on='konto', how='left', suffixes=('', '_bank')).head())
# %%
from scipy.cluster.hierarchy import linkage, dendrogram, fcluster
from scipy.spatial.distance import pdist, squareform
import pandas as pd, matplotlib.pyplot as plt
df = pd.read_csv('features.csv', index_col='name')
z = linkage(pdist((df - df.mean()) / df.std()), method='ward')
fig = plt.figure(figsize=(10, 5))
dendrogram(z, labels=df.index.tolist(), leaf_rotation=90)
plt.savefig('dendro.png')
df['group'] = fcluster(z, t=4, criterion='maxclust')
print(df.groupby('group').size())
# %%
import pandas as pd
def load(path: str, **kwargs) -> pd.DataFrame:
    df = pd.read_csv(path, **kwargs)
    df.columns = df.columns.str.strip().str.lower()
    return df
orders = load('orders.csv', sep=';', parse_dates=['date'])
items = load('items.csv')
print(orders.merge(items, on='order_id').groupby('sku').agg({'qty': 'sum', 'price': ['min', 'max']}))
# %%
import pandas as pd
def describe(df, cols=None, *, digits=2):
    cols = cols or df.select_dtypes('number').columns
    for c in cols:
        s = df[c]
        print(f'{c:>15}: mean={s.mean():.{digits}f} sd={s.std():.{digits}f} skew={s.skew():.{digits}f} kurt={s.kurt():.{digits}f} missing={s.isna().sum()}')
describe(pd.read_csv('wine.csv'), digits=3)
# %%
import numpy as np
import pandas as pd
df = pd.read_csv('signal.csv')
fs = 100
y = df['v'].to_numpy() - df['v'].mean()
freq = np.fft.rfftfreq(y.size, d=1 / fs)
amp = np.abs(np.fft.rfft(y)) / y.size
top = np.argsort(amp)[-3:][::-1]
for i in top:
    print(f'{freq[i]:.2f} Hz  amplitude {amp[i]:.4f}')
from scipy import signal
b, a = signal.butter(4, 5, fs=fs)
df['filtered'] = signal.filtfilt(b, a, df['v'])
df.to_csv('filtered.csv', index=False)
# %%
import pandas as pd
df = pd.read_csv('matches.csv')
points = {'H': (3, 0), 'D': (1, 1), 'A': (0, 3)}
table = {}
for home, away, hg, ag in zip(df['home'], df['away'], df['hg'], df['ag']):
    result = 'H' if hg > ag else 'A' if ag > hg else 'D'
    for team, p, gf, ga in ((home, points[result][0], hg, ag), (away, points[result][1], ag, hg)):
        t = table.setdefault(team, dict(P=0, GF=0, GA=0, Pts=0))
        t['P'] += 1; t['GF'] += gf; t['GA'] += ga; t['Pts'] += p
league = pd.DataFrame.from_dict(table, orient='index')
league['GD'] = league.GF - league.GA
league = league.sort_values(['Pts', 'GD', 'GF'], ascending=False)
league.insert(0, 'Pos', range(1, len(league) + 1))
print(league)
# %%
import pandas as pd
df = pd.read_csv('projects.csv', parse_dates=['start', 'end'])
import matplotlib.pyplot as plt
fig, ax = plt.subplots(figsize=(11, 5))
colors = plt.cm.tab20.colors
for i, r in df.sort_values('start').reset_index(drop=True).iterrows():
    ax.barh(i, (r.end - r.start).days, left=r.start, color=colors[i % len(colors)], edgecolor='k')
ax.set_yticks(range(len(df)), df.sort_values('start')['name'])
ax.invert_yaxis()
ax.axvline(pd.Timestamp.today(), color='red', ls=':')
ax.set_xlim(df.start.min(), df.end.max())
fig.savefig('gantt.png', bbox_inches='tight')
# %%
import pandas as pd
df = pd.read_csv('payroll.csv')
brackets = [(0, 10_908, 0.0), (10_908, 62_809, 0.25), (62_809, float('inf'), 0.42)]
def tax(x):
    return sum((min(x, hi) - lo) * rate for lo, hi, rate in brackets if x > lo)
df['tax'] = df['gross'].map(tax)
df['net'] = df.eval('gross - tax')
df['decile'] = pd.qcut(df['net'], 10, labels=False, duplicates='drop')
print(df.groupby('decile')[['gross', 'net']].mean().astype(int))
gini = lambda v: (abs(v.values[:, None] - v.values[None, :]).mean() / v.mean() / 2)
print(round(gini(df['net']), 3))
# %%
import polars as pl
import polars.selectors as cs
df = pl.read_excel('lager.xlsx')
df = df.with_columns(
    pl.when(pl.col('Bestand') == 0).then(pl.lit('leer')).when(pl.col('Bestand') < 10).then(pl.lit('knapp')).otherwise(pl.lit('ok')).alias('Status'),
    cs.string().str.strip_chars(),
)
print(df.group_by('Status').len())
print(df.select(cs.numeric()).describe())
wide = df.pivot(on='Status', index='Ort', values='Bestand', aggregate_function='sum')
wide.write_excel('lager_status.xlsx')
# %%
import polars as pl
a = pl.read_parquet('a.parquet')
b = pl.read_ndjson('b.ndjson')
j = a.join(b, on='id', how='left').unpivot(index='id').drop_nulls()
print(j.sort('id').head(5).to_dicts())
print(j.to_pandas().pivot(index='id', columns='variable', values='value'))
for row in j.iter_rows(named=True):
    if row['value'] is None:
        print(row)
        break
# %%
import duckdb
con = duckdb.connect()
con.execute("CREATE VIEW logs AS SELECT * FROM read_json_auto('logs.json')")
rows = con.execute('SELECT level, count(*) FROM logs GROUP BY level').fetchall()
for level, n in rows:
    print(level, n)
con.sql("COPY (SELECT * FROM logs WHERE level = 'ERROR') TO 'errors.parquet' (FORMAT PARQUET)")
print(con.sql('DESCRIBE logs'))
# %%
import pandas as pd
import numpy as np
from sklearn.metrics import mean_squared_error
from sklearn.linear_model import Ridge
from sklearn.preprocessing import PolynomialFeatures
df = pd.read_csv('curve.csv')
x, y = df[['x']].values, df['y'].values
rmse = {}
for deg in range(1, 7):
    poly = PolynomialFeatures(deg, include_bias=False)
    X = poly.fit_transform(x)
    m = Ridge(alpha=1e-3).fit(X, y)
    rmse[deg] = np.sqrt(mean_squared_error(y, m.predict(X)))
for d, e in rmse.items():
    print(d, f'{e:.4f}', '<-- best' if e == min(rmse.values()) else '')
# %%
from sklearn.feature_extraction.text import TfidfVectorizer, CountVectorizer
from sklearn.naive_bayes import MultinomialNB
from sklearn.metrics.pairwise import cosine_similarity
from sklearn.model_selection import cross_val_predict
import pandas as pd, numpy as np
df = pd.read_csv('reviews.csv')
vec = TfidfVectorizer(stop_words='english', ngram_range=(1, 2), min_df=2, max_features=5000)
X = vec.fit_transform(df['text'])
pred = cross_val_predict(MultinomialNB(), X, df['label'], cv=5)
print((pred == df['label']).mean())
terms = np.array(vec.get_feature_names_out())
for lab in df['label'].unique():
    mean = np.asarray(X[(df['label'] == lab).values].mean(axis=0)).ravel()
    print(lab, ', '.join(terms[mean.argsort()[::-1][:8]]))
sim = cosine_similarity(X[0], X).flatten()
print(df['text'].iloc[sim.argsort()[-4:-1]].tolist())
# %%
import hashlib, unicodedata
import pandas as pd
df = pd.read_csv('people.csv', dtype=str, keep_default_na=False)
def norm(s: str) -> str:
    s = unicodedata.normalize('NFKD', s)
    return ''.join(c for c in s if not unicodedata.combining(c)).casefold().strip()
df['key'] = df['first'].map(norm) + '|' + df['last'].map(norm)
df['pseudonym'] = df['key'].map(lambda k: hashlib.sha256(k.encode()).hexdigest()[:10])
df[['pseudonym', 'city']].to_csv('pseudonyms.csv', index=False)
print(df['key'].duplicated().sum(), 'possible duplicates')
# %%
import random
import csv
random.seed(7)
with open('participants.csv', newline='') as f:
    people = [r['name'] for r in csv.DictReader(f)]
random.shuffle(people)
teams = [people[i::4] for i in range(4)]
for i, team in enumerate(teams, 1):
    print(f'Team {i}:', ', '.join(team))
with open('teams.csv', 'w', newline='') as f:
    w = csv.writer(f)
    w.writerow(['team', 'name'])
    w.writerows((i, n) for i, t in enumerate(teams, 1) for n in t)
# %%
import pandas as pd
from datetime import datetime
df = pd.read_csv('birthdays.csv')
today = datetime.today()
def next_bd(s):
    d = datetime.strptime(s, '%d.%m.%Y')
    n = d.replace(year=today.year)
    return n if n >= today else n.replace(year=today.year + 1)
df['next'] = df['birthday'].apply(next_bd)
df['in_days'] = (df['next'] - pd.Timestamp(today)).dt.days
print(df.sort_values('in_days').head(5)[['name', 'in_days']].to_string(index=False))
# %%
import pandas as pd
try:
    df = pd.read_csv('export.csv', encoding='utf-8')
except UnicodeDecodeError:
    df = pd.read_csv('export.csv', encoding='gb18030')
except FileNotFoundError as err:
    raise SystemExit(f'missing: {err.filename}')
finally:
    print('done reading')
print(df.columns.tolist())
df.columns = df.columns.str.replace(r'\s+', '', regex=True)
print(df.head().T)
# %%
import matplotlib
matplotlib.use('Agg')
import matplotlib.pyplot as plt
import pandas as pd
plt.style.use('ggplot')
df = pd.read_csv('energy.csv', parse_dates=['t']).set_index('t')
ax = df[['solar', 'wind', 'coal']].resample('D').sum().plot.area(alpha=.6, figsize=(12, 5))
ax.set_ylabel('MWh')
handles, labels = ax.get_legend_handles_labels()
ax.legend(handles[::-1], labels[::-1])
plt.gcf().set_size_inches(12, 6)
plt.savefig('mix.png')
# %%
import pandas as pd
import numpy as np
df = pd.read_csv('portfolio.csv', index_col='date', parse_dates=True)
ret = np.log(df / df.shift()).dropna()
mu, cov = ret.mean() * 252, ret.cov() * 252
best = (None, -np.inf)
rng = np.random.default_rng()
for _ in range(10_000):
    w = rng.dirichlet(np.ones(len(mu)))
    sharpe = (w @ mu) / np.sqrt(w @ cov @ w)
    if sharpe > best[1]:
        best = (w, sharpe)
print(dict(zip(df.columns, best[0].round(3))), f'Sharpe {best[1]:.2f}')
# %%
# follow-up
from scipy.optimize import minimize
res = minimize(lambda w: w @ cov @ w, np.repeat(1 / len(mu), len(mu)), bounds=[(0, 1)] * len(mu), constraints={'type': 'eq', 'fun': lambda w: w.sum() - 1})
print(res.success, res.x.round(3), res.fun ** .5)
# %%
import pandas as pd
df = pd.read_stata('panel.dta')
df = df.set_index(['firm', 'year']).sort_index()
df['lag'] = df.groupby(level='firm')['invest'].shift()
within = df - df.groupby(level=0).transform('mean')
print(within.corr().loc['invest'])
print(df.xs(2000, level='year').describe())
print(df.unstack('year')['invest'].stack().groupby('year').mean())
# %%
import pandas as pd
df = pd.read_csv('skills.csv')
skills = df['skills'].str.split(r'\s*[,;]\s*', regex=True).explode().str.strip().str.title()
counts = skills[skills != ''].value_counts()
print(counts.head(15).to_string())
dummies = df['skills'].str.get_dummies(sep=', ')
co = dummies.T @ dummies
import numpy as np
np.fill_diagonal(co.values, 0)
print(co.stack().nlargest(5))
# %%
import pandas as pd
import matplotlib.pyplot as plt
df = pd.read_csv('cities.csv')
fig, ax = plt.subplots(figsize=(8, 8))
sc = ax.scatter(df['lon'], df['lat'], s=df['pop'] / 1e4, c=df['growth'], cmap=plt.get_cmap('RdBu'), alpha=.7, edgecolors='none')
for _, r in df.nlargest(10, 'pop').iterrows():
    ax.annotate(r['city'], (r['lon'], r['lat']), fontsize=8)
ax.set_aspect('equal', adjustable='datalim')
fig.colorbar(sc, label='growth (%)', shrink=.6)
ax.margins(0.05)
fig.savefig('map.png', dpi=120, facecolor='white')
# %%
import time
from tqdm import tqdm
import pandas as pd
start = time.time()
out = []
df = pd.read_csv('addresses.csv')
for addr in tqdm(df['address'], desc='parsing'):
    parts = [p.strip() for p in addr.split(',')]
    match parts:
        case [street, city]:
            out.append((street, city, None))
        case [street, city, zip_code, *_]:
            out.append((street, city, zip_code))
        case _:
            out.append((addr, None, None))
df[['street', 'city', 'zip']] = pd.DataFrame(out, index=df.index)
df.to_csv('addresses_split.csv', index=False)
print(f'{time.time() - start:.1f} s')
# %%
import pandas as pd
df = pd.read_csv('bom.csv')
children = df.groupby('parent')[['part', 'qty', 'cost']].apply(lambda g: g.to_dict('records')).to_dict()
def cost(part, depth=0):
    total = 0
    for c in children.get(part, []):
        sub = cost(c['part'], depth + 1) or c['cost']
        total += sub * c['qty']
        print('  ' * depth + f"{c['part']} x{c['qty']}: {sub:.2f}")
    return total
roots = set(df['parent']) - set(df['part'])
for r in roots:
    print(r, f'{cost(r):.2f}')
# %%
import pandas as pd
from IPython.display import display
df = pd.read_csv('stores.csv')
display(df.head())
top = df.sort_values('sales', ascending=False).head(5).reset_index(drop=True)
top.index += 1
display(top)
# %%
import pandas as pd
df = pd.read_csv('sales.csv')
wide = df.pivot(index='Date', columns='Region', values='Revenue')
wide.columns.name = None
wide = wide.reset_index().rename_axis(None, axis=1)
wide['Total'] = wide.drop('Date', axis=1).sum(axis=1)
wide.loc[len(wide)] = ['Sum', *wide.iloc[:, 1:].sum()]
print(wide.to_csv(index=False))
wide.to_html('wide.html', index=False, border=0)
wide.to_latex('wide.tex', index=False)
# %%
import pandas as pd
import numpy as np
df = pd.read_csv('iot.csv', parse_dates=['ts'])
df['ts'] = df['ts'].dt.tz_localize('UTC').dt.tz_convert('Asia/Shanghai')
df['shift'] = np.where(df['ts'].dt.hour.isin(range(8, 20)), '白班', '夜班')
print(df.groupby([pd.Grouper(key='ts', freq='D'), 'shift'])['良率'].mean().unstack().tail(14).style.format('{:.1%}').to_string())
# %%
import pandas as pd
from collections import namedtuple, deque, OrderedDict
Point = namedtuple('Point', 'x y')
df = pd.read_csv('path.csv')
pts = [Point(*t) for t in df[['x', 'y']].itertuples(index=False)]
dist = sum(((b.x - a.x) ** 2 + (b.y - a.y) ** 2) ** .5 for a, b in zip(pts, pts[1:]))
win = deque(maxlen=3)
for p in pts:
    win.append(p.y)
    if len(win) == win.maxlen and win[1] > win[0] and win[1] > win[2]:
        print('peak near', p._replace(y=win[1]))
print(f'{dist:.1f} m')
# %%
import pickle, bisect
import pandas as pd
df = pd.read_csv('loans.csv')
edges = [300, 580, 670, 740, 800]
grade = [chr(ord('A') + 5 - bisect.bisect(edges, s)) for s in df['fico']]
df['grade'] = grade
print(df.groupby('grade')['default'].mean().map('{:.1%}'.format))
df.to_pickle('loans.pkl')
