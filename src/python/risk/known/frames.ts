// Libraries for tables and arrays, and what of each is known to be harmless; taken from the public names of the image, less what runs code, unpickles or reaches out.

export const FRAMES: Readonly<Record<string, string>> = {
	dateutil: "__version__",
	"dateutil.easter": "easter",
	"dateutil.parser": "ParserError isoparse parse",
	"dateutil.relativedelta": "FR MO SA SU TH TU WE relativedelta",
	"dateutil.rrule": `
		DAILY FR HOURLY MINUTELY MO MONTHLY SA SECONDLY SU TH TU WE WEEKLY YEARLY rrule rruleset rrulestr`,
	"dateutil.tz": "UTC gettz tzlocal tzoffset tzutc",
	duckdb: `
		BinaryValue BinderException BitValue BlobValue BooleanValue CSVLineTerminator CaseExpression CatalogException
		CoalesceOperator ColumnExpression ConnectionException ConstantExpression ConstraintException ConversionException
		DataError DatabaseError DateValue DecimalValue DefaultExpression DependencyException DoubleValue Error
		ExpectedResultType ExplainType Expression FatalException FloatValue FunctionExpression HTTPException HugeIntegerValue
		IOException IntegerValue IntegrityError InternalError InternalException InterruptException IntervalValue
		InvalidInputException InvalidTypeException LambdaExpression ListValue LongValue MapValue NotImplementedException
		NotSupportedError NullValue OperationalError OutOfMemoryException OutOfRangeException ParserException
		PermissionException ProgrammingError PythonExceptionHandling RenderMode ResourceInUseException SQLExpression
		SequenceException SerializationException ShortValue StarExpression StringValue StructValue SyntaxException
		TimeTimeZoneValue TimeValue TimestampMillisecondValue TimestampNanosecondValue TimestampSecondValue
		TimestampTimeZoneValue TimestampValue TransactionException TypeMismatchException UUIDValue UnionType
		UnsignedBinaryValue UnsignedHugeIntegerValue UnsignedIntegerValue UnsignedLongValue UnsignedShortValue Value Warning
		abort aggregate alias apilevel arrow begin build_info checkpoint close coalesce col commit complete connect count_all
		cursor decimal_type dense_rank description df distinct dtype duplicate enum_type execute executemany fetch_df
		fetch_df_chunk fetchall fetchdf fetchmany fetchnumpy fetchone filter first_value fn from_arrow from_csv_auto from_df
		from_parquet get_profiling_information lag last_value lead limit list_type lit map_type ntile order paramstyle project
		query rank read_csv read_json read_parquet register rollback row_number row_type rowcount sql sql_expr
		sqltype star string_type struct_type table threadsafety to_arrow_reader to_arrow_table type union_type unregister
		values view when write_csv`,
	numpy: `
		Inf NaN alltrue cumproduct float int product sometrue
		False_ ScalarType True_ abs absolute acos acosh add all allclose amax amin angle any append apply_along_axis
		apply_over_axes arange arccos arccosh arcsin arcsinh arctan arctan2 arctanh argmax argmin argpartition argsort
		argwhere around array array2string array_equal array_equiv array_repr array_split array_str asanyarray asarray
		asarray_chkfinite ascontiguousarray asfortranarray asin asinh asmatrix astype atan atan2 atanh atleast_1d atleast_2d
		atleast_3d average bartlett base_repr binary_repr bincount bitwise_and bitwise_count bitwise_invert bitwise_left_shift
		bitwise_not bitwise_or bitwise_right_shift bitwise_xor blackman block bmat bool bool_ broadcast broadcast_arrays
		broadcast_shapes broadcast_to busday_count busday_offset busdaycalendar byte bytes_ c_ can_cast cbrt cdouble ceil
		character choose clip clongdouble column_stack common_type complex128 complex256 complex64 complexfloating compress
		concat concatenate conj conjugate convolve copy copysign copyto corrcoef correlate cos cosh count_nonzero cov cross
		csingle cumprod cumsum cumulative_prod cumulative_sum datetime64 datetime_as_string datetime_data deg2rad degrees
		delete diag diag_indices diag_indices_from diagflat diagonal diff digitize divide divmod dot double dsplit dstack
		dtype e ediff1d einsum einsum_path empty empty_like equal errstate euler_gamma exp exp2 expand_dims expm1 extract eye
		fabs fill_diagonal finfo fix flatiter flatnonzero flexible flip fliplr flipud float128 float16 float32 float64 float_
		float_power floating floor floor_divide fmax fmin fmod format_float_positional format_float_scientific frexp
		frombuffer fromfile fromfunction fromiter frompyfunc fromstring full full_like gcd generic genfromtxt geomspace
		get_printoptions geterr gradient greater greater_equal half hamming hanning heaviside histogram histogram2d
		histogram_bin_edges histogramdd hsplit hstack hypot i0 identity iinfo imag in1d index_exp indices inexact inf inner
		insert int16 int32 int64 int8 int_ intc integer interp intersect1d intp invert is_busday isclose iscomplex
		iscomplexobj isdtype isfinite isfortran isin isinf isnan isnat isneginf isposinf isreal isrealobj isscalar issubdtype
		iterable ix_ kaiser kron lcm ldexp left_shift less less_equal lexsort linspace little_endian load loadtxt log log10
		log1p log2 logaddexp logaddexp2 logical_and logical_not logical_or logical_xor logspace long longdouble longlong
		mask_indices matmul matrix matrix_transpose matvec max maximum may_share_memory mean median meshgrid mgrid min
		min_scalar_type minimum mintypecode mod modf moveaxis multiply nan nan_to_num nanargmax nanargmin nancumprod nancumsum
		nanmax nanmean nanmedian nanmin nanpercentile nanprod nanquantile nanstd nansum nanvar ndarray ndenumerate ndim
		ndindex nditer negative nested_iters newaxis nextafter nonzero not_equal number object_ ogrid ones ones_like outer
		packbits pad partition percentile permute_dims pi piecewise place poly poly1d polyadd polyder polydiv polyfit polyint
		polymul polysub polyval positive pow power printoptions prod promote_types ptp put put_along_axis putmask quantile r_
		rad2deg radians ravel ravel_multi_index real real_if_close recarray reciprocal record remainder repeat require reshape
		resize result_type right_shift rint roll rollaxis roots rot90 round row_stack s_ save savetxt savez savez_compressed
		sctypeDict searchsorted select set_printoptions setdiff1d seterr setxor1d shape shares_memory short sign signbit
		signedinteger sin sinc single sinh size sort sort_complex spacing split sqrt square squeeze stack std str_ subtract
		sum swapaxes take take_along_axis tan tanh tensordot tile timedelta64 trace transpose trapezoid trapz tri tril
		tril_indices tril_indices_from trim_zeros triu triu_indices triu_indices_from true_divide trunc typecodes typename
		ubyte ufunc uint uint16 uint32 uint64 uint8 uintc uintp ulong ulonglong union1d unique unique_all unique_counts
		unique_inverse unique_values unpackbits unravel_index unsignedinteger unstack unwrap ushort vander var vdot vecdot
		vecmat vectorize void vsplit vstack where zeros zeros_like`,
	"numpy.fft": `
		fft fft2 fftfreq fftn fftshift hfft ifft ifft2 ifftn ifftshift ihfft irfft irfft2 irfftn rfft rfft2 rfftfreq rfftn`,
	"numpy.lib.stride_tricks": "sliding_window_view",
	"numpy.linalg": `
		LinAlgError cholesky cond cross det diagonal eig eigh eigvals eigvalsh inv lstsq matmul matrix_norm matrix_power
		matrix_rank matrix_transpose multi_dot norm outer pinv qr slogdet solve svd svdvals tensordot tensorinv tensorsolve
		trace vecdot vector_norm`,
	"numpy.ma": `
		MAError MaskError MaskType MaskedArray abs absolute add all allclose allequal alltrue amax amin angle anom anomalies
		any append apply_along_axis apply_over_axes arange arccos arccosh arcsin arcsinh arctan arctan2 arctanh argmax argmin
		argsort around array asanyarray asarray atleast_1d atleast_2d atleast_3d average bitwise_and bitwise_or bitwise_xor
		bool_ ceil choose clip clump_masked clump_unmasked column_stack common_fill_value compress compress_cols compress_nd
		compress_rowcols compress_rows compressed concatenate conjugate convolve copy corrcoef correlate cos cosh count
		count_masked cov cumprod cumsum default_fill_value diag diagflat diagonal diff divide dot dstack ediff1d empty
		empty_like equal exp expand_dims fabs filled fix_invalid flatnotmasked_contiguous flatnotmasked_edges flatten_mask
		flatten_structured_array floor floor_divide fmod frombuffer fromfunction getdata getmask getmaskarray greater
		greater_equal harden_mask hsplit hstack hypot identity ids in1d indices inner innerproduct intersect1d isMA
		isMaskedArray is_mask is_masked isarray isin left_shift less less_equal log log10 log2 logical_and logical_not
		logical_or logical_xor make_mask make_mask_descr make_mask_none mask_cols mask_or mask_rowcols mask_rows masked
		masked_all masked_all_like masked_array masked_equal masked_greater masked_greater_equal masked_inside masked_invalid
		masked_less masked_less_equal masked_not_equal masked_object masked_outside masked_print_option masked_singleton
		masked_values masked_where max maximum maximum_fill_value mean median min minimum minimum_fill_value mod mr_ multiply
		mvoid ndenumerate ndim negative nomask nonzero not_equal notmasked_contiguous notmasked_edges ones ones_like outer
		outerproduct polyfit power prod product ptp put putmask ravel remainder repeat reshape resize right_shift round round_
		row_stack set_fill_value setdiff1d setxor1d shape sin sinh size soften_mask sometrue sort sqrt squeeze stack std
		subtract sum swapaxes take tan tanh trace transpose true_divide union1d unique vander var vstack where zeros
		zeros_like`,
	"numpy.polynomial": "Chebyshev Polynomial",
	"numpy.random": `
		BitGenerator Generator MT19937 PCG64 PCG64DXSM Philox RandomState SFC64 SeedSequence beta binomial bytes chisquare
		choice default_rng dirichlet exponential f gamma geometric gumbel hypergeometric laplace logistic lognormal logseries
		multinomial multivariate_normal negative_binomial noncentral_chisquare noncentral_f normal pareto permutation poisson
		power rand randint randn random random_integers random_sample ranf rayleigh sample seed shuffle standard_cauchy
		standard_exponential standard_gamma standard_normal standard_t triangular uniform vonmises wald weibull zipf`,
	"numpy.testing": `
		assert_allclose assert_almost_equal assert_array_almost_equal assert_array_equal assert_equal`,
	"numpy.typing": "ArrayLike DTypeLike NDArray",
	pandas: `
		ArrowDtype BooleanDtype Categorical CategoricalDtype CategoricalIndex DataFrame DateOffset DatetimeIndex
		DatetimeTZDtype ExcelFile ExcelWriter Flags Float32Dtype Float64Dtype Grouper Index IndexSlice Int16Dtype Int32Dtype
		Int64Dtype Int8Dtype Interval IntervalDtype IntervalIndex MultiIndex NA NaT NamedAgg NamedFunc Period PeriodDtype
		PeriodIndex RangeIndex Series SparseDtype StringDtype Timedelta TimedeltaIndex Timestamp UInt16Dtype UInt32Dtype
		UInt64Dtype UInt8Dtype __version__ array bdate_range col concat crosstab cut date_range describe_option eval factorize
		from_dummies get_dummies get_option infer_freq interval_range isna isnull json_normalize lreshape melt merge
		merge_asof merge_ordered notna notnull option_context options period_range pivot pivot_table qcut read_csv read_excel
		read_feather read_fwf read_html read_json read_orc read_parquet read_sql read_sql_query read_stata read_table read_xml
		reset_option set_eng_float_format set_option timedelta_range to_datetime to_numeric to_timedelta unique wide_to_long`,
	"pandas.api.types": `
		CategoricalDtype infer_dtype is_any_real_numeric_dtype is_bool is_bool_dtype is_categorical_dtype is_complex_dtype
		is_datetime64_any_dtype is_datetime64_dtype is_datetime64_ns_dtype is_datetime64tz_dtype is_dict_like is_float
		is_float_dtype is_hashable is_integer is_integer_dtype is_list_like is_number is_numeric_dtype is_object_dtype
		is_period_dtype is_re is_scalar is_string_dtype is_timedelta64_dtype is_unsigned_integer_dtype union_categoricals`,
	"pandas.errors": `
		DtypeWarning EmptyDataError IntCastingNaNError MergeError OutOfBoundsDatetime ParserError PerformanceWarning
		SettingWithCopyWarning UndefinedVariableError`,
	"pandas.offsets": `
		BDay BMonthEnd BusinessDay BusinessMonthEnd CustomBusinessDay DateOffset Day Hour Minute MonthBegin MonthEnd
		QuarterBegin QuarterEnd Second Week YearBegin YearEnd`,
	"pandas.plotting": `
		andrews_curves autocorrelation_plot bootstrap_plot lag_plot parallel_coordinates radviz register_matplotlib_converters
		scatter_matrix table`,
	"pandas.testing": "assert_frame_equal assert_index_equal assert_series_equal",
	"pandas.tseries.holiday": "AbstractHolidayCalendar Holiday USFederalHolidayCalendar",
	"pandas.tseries.offsets": `
		BDay BMonthEnd BusinessDay BusinessMonthEnd CustomBusinessDay DateOffset Day Hour Minute MonthBegin MonthEnd
		QuarterBegin QuarterEnd Second Week YearBegin YearEnd`,
	polars: `
		Array Binary Boolean Categorical Categories CompatLevel Config DataFrame DataType DataTypeExpr Date Datetime Decimal
		Duration Enum Expr Field Float16 Float32 Float64 Int128 Int16 Int32 Int64 Int8 LazyFrame List Map Null Object
		PartitionBy QueryOptFlags SQLContext ScanCastOptions Schema Series String StringCache Struct Time UInt128 UInt16
		UInt32 UInt64 UInt8 Unknown Utf8 align_frames all all_horizontal any any_horizontal approx_n_unique arange arctan2
		arg_sort_by arg_where build_info business_day_count coalesce col collect_all concat concat_arr concat_list concat_str
		corr count cov cum_count cum_fold cum_reduce cum_sum cum_sum_horizontal date date_range date_ranges datetime
		datetime_range datetime_ranges disable_string_cache dtype_of duration element enable_string_cache escape_regex exclude
		explain_all field first fold format from_arrow from_dataframe from_dict from_dicts from_epoch from_numpy from_pandas
		from_records from_repr get_index_type head implode int_range int_ranges json_normalize last len linear_space
		linear_spaces list lit map_batches map_groups max max_horizontal mean mean_horizontal median merge_sorted min
		min_horizontal n_unique nth ones quantile read_avro read_csv read_excel read_ipc read_ipc_schema read_ipc_stream
		read_json read_lines read_ndjson read_ods read_parquet read_parquet_metadata read_parquet_schema reduce repeat
		rolling_corr rolling_cov row_index scan_csv scan_ipc scan_lines scan_ndjson scan_parquet select self_dtype
		set_random_seed sql sql_expr std struct struct_with_fields sum sum_horizontal tail thread_pool_size time time_range
		time_ranges union using_string_cache var when zeros`,
	"polars.selectors": `
		all boolean by_dtype by_index by_name categorical contains date datetime duration ends_with exclude first float
		integer last matches numeric starts_with string temporal time`,
	pyarrow: `
		Array ArrowInvalid ChunkedArray DataType NA RecordBatch Schema Table __version__ array binary bool_ chunked_array
		concat_tables date32 date64 decimal128 dictionary duration field float32 float64 int16 int32 int64 int8 large_string
		list_ map_ null record_batch scalar schema string struct table time32 time64 timestamp uint16 uint32 uint64 uint8`,
	"pyarrow.compute": `
		Expression abs abs_checked acos acos_checked acosh acosh_checked add add_checked all and and_ and_kleene and_not
		and_not_kleene any approximate_median array_filter array_sort_indices array_take ascii_capitalize ascii_center
		ascii_is_alnum ascii_is_alpha ascii_is_decimal ascii_is_lower ascii_is_printable ascii_is_space ascii_is_title
		ascii_is_upper ascii_lower ascii_lpad ascii_ltrim ascii_ltrim_whitespace ascii_reverse ascii_rpad ascii_rtrim
		ascii_rtrim_whitespace ascii_split_whitespace ascii_swapcase ascii_title ascii_trim ascii_trim_whitespace ascii_upper
		asin asin_checked asinh assume_timezone atan atan2 atanh atanh_checked binary_join binary_join_element_wise
		binary_length binary_repeat binary_replace_slice binary_reverse binary_slice bit_wise_and bit_wise_not bit_wise_or
		bit_wise_xor bottom_k_unstable case_when cast ceil ceil_temporal choose coalesce cos cos_checked cosh count
		count_distinct count_substring count_substring_regex cumulative_max cumulative_mean cumulative_min cumulative_prod
		cumulative_prod_checked cumulative_sum cumulative_sum_checked day day_of_week day_of_year day_time_interval_between
		days_between dedent dictionary_decode dictionary_encode divide divide_checked drop_null ends_with equal exp expm1
		extract_regex extract_regex_span field fill_null fill_null_backward fill_null_forward filter find_substring
		find_substring_regex first first_last floor floor_temporal greater greater_equal hour hours_between hypot if_else
		index index_in index_in_meta_binary indices_nonzero inverse_permutation invert is_dst is_finite is_in
		is_in_meta_binary is_inf is_leap_year is_nan is_null is_valid iso_calendar iso_week iso_year kurtosis last less
		less_equal list_element list_flatten list_parent_indices list_slice list_value_length ln ln_checked local_timestamp
		log10 log10_checked log1p log1p_checked log2 log2_checked logb logb_checked make_struct map_lookup match_like
		match_substring match_substring_regex max max_element_wise mean microsecond microseconds_between millisecond
		milliseconds_between min min_element_wise min_max minute minutes_between mode modulo modulo_checked month
		month_day_nano_interval_between month_interval_between multiply multiply_checked namedtuple nanosecond
		nanoseconds_between negate negate_checked not_equal or or_ or_kleene pairwise_diff pairwise_diff_checked
		partition_nth_indices pivot_wider power power_checked product quantile quarter quarters_between random rank
		rank_normal rank_quantile remainder remainder_checked replace_substring replace_substring_regex replace_with_mask
		round round_binary round_temporal round_to_multiple run_end_decode run_end_encode scalar scatter search_sorted second
		seconds_between select_k_unstable shift_left shift_left_checked shift_right shift_right_checked sign sin sin_checked
		sinh skew sort_indices split_pattern split_pattern_regex sqrt sqrt_checked starts_with stddev strftime string_is_ascii
		strptime struct_field subsecond subtract subtract_checked sum take tan tan_checked tanh tdigest top_k_unstable
		true_unless_null trunc unique us_week us_year utf8_capitalize utf8_center utf8_is_alnum utf8_is_alpha utf8_is_decimal
		utf8_is_digit utf8_is_lower utf8_is_numeric utf8_is_printable utf8_is_space utf8_is_title utf8_is_upper utf8_length
		utf8_lower utf8_lpad utf8_ltrim utf8_ltrim_whitespace utf8_normalize utf8_replace_slice utf8_reverse utf8_rpad
		utf8_rtrim utf8_rtrim_whitespace utf8_slice_codeunits utf8_split_whitespace utf8_swapcase utf8_title utf8_trim
		utf8_trim_whitespace utf8_upper utf8_zero_fill utf8_zfill value_counts variance week weeks_between winsorize xor year
		year_month_day years_between`,
	"pyarrow.csv": "ConvertOptions ParseOptions ReadOptions WriteOptions read_csv write_csv",
	"pyarrow.feather": "read_feather read_table write_feather",
	"pyarrow.json": "read_json",
	"pyarrow.parquet": "ParquetFile read_metadata read_pandas read_schema read_table write_table",
	pytz: "UTC all_timezones common_timezones timezone utc",
	tabulate: "tabulate",
	tqdm: "tqdm trange",
	"tqdm.auto": "tqdm trange",
	"tqdm.notebook": "tqdm trange",
};
