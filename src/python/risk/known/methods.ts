// Attributes and methods of values (tables, arrays, texts, dates, models) that only compute, whatever the value is; from the image's classes, less those that reach further.

export const METHODS = `	BREAK_COLUMN BREAK_NONE BREAK_ROW CRC DataError DatabaseError Emax Emin Error Etiny Etop FileHeader HeaderFooter
	IntegrityError InterfaceError InternalError NameToInfo NotSupportedError ORIENTATION_LANDSCAPE ORIENTATION_PORTRAIT
	OperationalError PAPERSIZE_A3 PAPERSIZE_A4 PAPERSIZE_A4_SMALL PAPERSIZE_A5 PAPERSIZE_EXECUTIVE PAPERSIZE_LEDGER
	PAPERSIZE_LEGAL PAPERSIZE_LETTER PAPERSIZE_LETTER_SMALL PAPERSIZE_STATEMENT PAPERSIZE_TABLOID ProgrammingError
	SHEETSTATE_HIDDEN SHEETSTATE_VERYHIDDEN SHEETSTATE_VISIBLE T VERSION Warning __add__ __call__ __contains__ __doc__
	__enter__ __eq__ __exit__ __getitem__ __gt__ __hash__ __init__ __iter__ __len__ __lt__ __mul__ __name__ __next__
	__post_init__ __repr__ __setitem__ __str__ __sub__ __version__ _asdict _fields _make _replace a abort abs abseps
	accumulate active active_cell add addFilter add_business_days add_categories add_chart add_column add_data
	add_data_validation add_filter_column add_metadata add_named_style add_note add_points add_prefix add_sort_condition
	add_suffix address_exclude adjust adjusted aic alias align alignment all allow_nan allow_singular alpha alpha_composite
	alternative anchor anom antiderivative any any_value append append_column appendleft apply_transparency approx_n_unique
	approx_quantile arc arccos arccosh arcsin arcsinh arctan arctanh area arg_max arg_min arg_sort arg_true arg_unique
	argmax argmin argpartition args argsort arr array array_formulae array_type arraysize arrow as_integer_ratio as_ordered
	as_posix as_py as_tuple as_unit as_unordered as_uri asformat asfptype asfreq asi8 asm8 asof asof_locs assign astimezone
	astype at at_time attrib attrs autoPageBreaks auto_filter auto_size autocommit autocorr autojunk avg ax axId axes axis
	b b2j background_gradient backward_fill badvalue bar barDir barh base base_date base_type base_utc_offset basis
	basis_name begin bestFit beta betavariate between between_time bfill bgColor bic bin bin_intervals bin_quantiles
	bin_ranks binner binomial binomialvariate bit_and bit_count bit_length bit_or bit_width bit_xor bits bitstring_agg
	bitwise_and bitwise_count_ones bitwise_count_zeros bitwise_leading_ones bitwise_leading_zeros bitwise_or
	bitwise_trailing_ones bitwise_trailing_zeros bitwise_xor bjunk blackAndWhite block_size bode book bool_and bool_or
	bootstrap_distribution border bottom_k bottom_k_by bounds_error box boxplot boxsize bpopular braceidpattern
	broadcast_address bse buffers build_analyzer build_preprocessor build_tokenizer by byte_width byteorder bytes bytes_le
	byteswap c c_contiguous cache cache_clear cache_info calculate_dimension calculation canonical capitalize capitals
	case_when casefold cast_time_unit cat categories cbrt cdf ceil cell cellComments center century char characters_written
	charset chartsheets check_error check_for_ordered check_format check_string checkpoint chisquare cho_cov choice choices
	choose chord chunk chunk_lengths chunks clamp clear clear_cache clear_flags clear_traps clip clock_seq
	clock_seq_hi_variant clock_seq_low clone close closed closed_left closed_right code_name codes coef coefficients coeffs
	col_breaks col_idx collapsed collect collect_async collect_schema colno color column column_dimensions column_groups
	column_letter column_names columns com combine combine_chunks combine_first comment commit compare compare_networks
	compare_signal compare_total compare_total_mag complete components compress compress_level compress_size compress_type
	compressed compression compresslevel con concat condense conditional_formatting conf_int confidence_interval conj
	conjugate connection construct_fast construct_from_string contains contains_any content contiguous convert
	convert_dtypes convert_time_zone convex_hull coordinate copies coplanar copy copy_abs copy_decimal copy_negate
	copy_sign copy_worksheet corr correct_covariance correlation corrwith cos cosh cost_complexity_pruning_path cot count
	count_matches count_neighbors count_nonzero cov cov_object covariance covariance_factor cpu cpu_count create
	create_chartsheet create_decimal create_decimal_from_float create_named_range create_sheet create_view created_by
	criterion critical crop cross crossover_nit ctime cum_count cum_max cum_min cum_prod cum_sum cumcount cume_dist cummax
	cummin cumprod cumsum cumulative_eval cursor customFormat customHeight customWidth custom_doc_props cut cutdeg d dLbls
	data dataLabels data_only data_type data_validations dataset date date_time day day_name day_of_week day_of_year
	dayofweek dayofyear days days_in_month daysinmonth dbscan_clustering debug decimal_type decision_function decision_path
	decode default defined_names deg2rad degree degrees delete delete_cols delete_rows deleter delimiter den denominator
	dense_rank densify density deriv derivative derivatives descr describe description device device_type df diagonal
	diagonalDown diagonalUp diagonal_direction dialect dictionary_encode diff difference difference_update digest
	digest_size dim dimensions dims dirichlet disabled discard display_blanks dist distinct div divide divide_int divmod
	doc dof domain done dot draft drive drop drop_columns drop_duplicates drop_in_place drop_nans drop_null drop_nulls
	droplevel dropna dst dst_offset dt dtype dtypes duplicate duplicated effect_spread elements eliminate_zeros ellipse
	empty empty_table enable_monitoring encode encoding end end_time endpos ends_with endswith entropy enum_type epoch eps
	epsneg eq eq_missing eqlin equal_levels equals equations erf erfc errno error error_norm errors escape_regex
	estimated_size evaluate evenFooter evenHeader ewm ewm_mean ewm_mean_by ewm_std ewm_sum ewm_sum_by ewm_var
	excel_base_date exception exclude exclusions exp expand expanding expandtabs expect expected_freq explain explode
	exploded expm1 exponential expovariate ext extLst extend extend_constant extendleft extra extract_all extract_groups
	extract_many extrapolate extrasaction f f_contiguous f_pvalue factor factorize family fatal favg feature_names
	fetch_arrow_reader fetch_arrow_table fetch_df fetch_df_chunk fetch_record_batch fetchall fetchdf fetchmany fetchnumpy
	fetchone ffill fgColor field field_by_name fieldnames fields file_offset file_size filelist filename filename2 fill
	fill_nan fill_null fill_value filled fillna filter filterColumn find find_longest_match find_many find_simplex findall
	finditer findtext first firstFooter firstHeader firstPageNumber first_valid_index first_value firstweekday fit
	fitToHeight fitToPage fitToWidth fit_loc_scale fit_predict fit_transform fittedvalues flags flat flatten floor floordiv
	flush fma fold font forecast format_description forward_fill fp fragment frame free freeze freeze_panes freq freqresp
	freqstr from_arrays from_arrow from_batches from_bernstein_basis from_breaks from_buffers from_bytes from_codes
	from_cv_results from_decimal from_df from_dict from_fields from_float from_frame from_ordinals from_pandas from_product
	from_pydict from_pylist from_python from_range from_records from_samples from_spline from_struct_array from_tuples
	frombytes fromhex fromisocalendar fromisoformat fromkeys fromordinal fromroots fromtimestamp fromutc fsum full_match
	fullbcount fullmatch fun furthest_site fvalue gamma gammavariate gap gapWidth gather gather_every gauss gauss_next ge
	generic_moment geomean geometric geometry get getChild getChildren getEffectiveLevel getH get_all_field_indices
	get_chunks get_coeffs get_column get_column_index get_columns get_covariance get_depth get_dummies
	get_feature_names_out get_field_index get_fill_value get_flattened_data get_group get_grouped_opcodes get_identifiers
	get_imag get_index get_indexer get_indexer_for get_indexer_non_unique get_indices get_knots get_level_values get_loc
	get_loc_level get_locs get_matching_blocks get_metadata_routing get_n_leaves get_n_splits get_opcodes get_params
	get_precision get_ready get_real get_residual get_shape get_sheet_by_name get_sheet_names get_slice_bound
	get_stop_words get_submatrix get_support get_table_names get_total_buffer_size getbands getbbox getboolean getbuffer
	getchannel getchildren getcol getcolors getdata getexif getextrema getfield getfirstweekday getfixture getfloat
	getformat getim getinfo getint getlimit getmaxprint getnnz getpalette getpixel getprojection getrandbits getroot getrow
	getter geturl getvalue getxmp gibbs glimpse good graphical_properties group group_by group_by_dynamic groupby groupdict
	groupindex grouping groups gt gumbel halflife harden_mask hardmask has_canonical_format has_duplicates has_nulls
	has_option has_samecoef has_samedomain has_sametype has_samewindow has_section has_sorted_indices has_style
	has_transparency_data has_variadic_buffers hash hash_rows hasnans hasobject having head header_offset height hess_inv
	hex hexbin hexdigest hidden hide hide_index highlight_max highlight_min highlight_null hist histogram horizontal
	horizontalDpi hostmask hostname hosts hour hstack ht hypergeometric hyperlink i iat id identical identity idpattern ids
	idx_base idxmax idxmin iexp ignore_na iloc im imag implode impulse in_transaction inc indent index index_class index_of
	indexer_at_time indexer_between_time indices indptr ineqlin infer_objects inferred_freq inferred_type info infolist
	innernode inputs insert insert_cols insert_column insert_into insert_rows int integ integers integral integrate
	integrate_box integrate_box_1d integrate_gaussian integrate_kde intercept intercept_stderr internal_value interpolate
	interpolate_by interrupt intersect intersection intersection_update interval inv_cdf inv_cov inverse_transform
	ipv6_mapped isEnabledFor is_absolute is_active is_between is_business_day is_canonical is_close is_cpu is_date
	is_decimal is_dtype is_duplicated is_empty is_extension is_finite is_first_distinct is_float is_full is_global is_in
	is_infinite is_integer is_last_distinct is_leap_year is_link_local is_loopback is_monotonic_decreasing
	is_monotonic_increasing is_month_end is_month_start is_multicast is_nan is_nested is_non_overlapping_monotonic
	is_normal is_normalized is_not_nan is_not_null is_null is_numeric is_object is_on_offset is_overlapping is_private
	is_qnan is_quarter_end is_quarter_start is_relative_to is_reserved is_safe is_signed is_signed_integer is_snan
	is_sorted is_subnormal is_template is_temporal is_unique is_unsigned_integer is_unspecified is_valid is_year_end
	is_year_start is_zero isalignedstruct isalnum isalpha isascii isatty isbuiltin iscontiguous isdecimal isdigit
	isdisjoint isetitem isf isidentifier isin isjunk islower isna isnative isnull isnumeric iso_dates iso_year isocalendar
	isoformat isolation_level isoweekday isprintable isspace issubset issuperset istitle isupper item item_separator items
	itemsize iter iter_batches iter_cols iter_columns iter_rows iter_slices iterchunks itercolumns iterencode iterfind
	itermonthdates itermonthdays itermonthdays2 itermonthdays3 itermonthdays4 iterrows itertext itertuples iterweekdays jac
	join join_asof join_where json_decode json_encode json_path_match justifyLastLine k kde keep key key_separator keys
	kind kneighbors kneighbors_graph kurt kurtosis kwds lag laplace last last_valid_index last_value lastgroup lasti
	lastindex latent_mean_and_variance layout lazy le lead leafnode leafsize left len len_bytes len_chars length level
	levels levshape lift_points limit limit_denominator line line_buffering line_num lineno linspace list list_type ljust
	ln loc log log10 log1p log_det log_marginal_likelihood logb logcdf logical_and logical_invert logical_or logical_xor
	logistic lognormal lognormvariate logpdf logpmf logseries logsf lower lower_bound lstrip lt m mT machep mahalanobis
	maintain_order makeelement maketrans mantissa map_type mapparms mapping maps marginal mask match match_to_schema
	matching_blocks materialize max max_bound max_by max_column max_features max_horizontal max_mag max_prefixlen
	max_priority max_row max_train_size maxes maxexp maximum maxlen maxpower maxprint maxpts mean mean_horizontal median
	melt memo memory_usage merge merge_cells merge_sorted merged_cell_ranges merged_cells message meta metadata
	metadata_encoding method micro microsecond microseconds mid millennium millisecond mime_type min min_bound min_by
	min_column min_horizontal min_mag min_periods min_row minexp minimum mins minus minute mod mode moment moment_tol
	moment_type month month_end month_name month_start monthdatescalendar monthdays2calendar monthdayscalendar most_common
	move_range move_sheet move_to_end msg mul multinomial multiply multivariate_hypergeometric multivariate_normal n
	n_chunks n_jobs n_splits n_tile n_unique na_value name named_by named_estimators named_steps named_styles
	named_transformers namelist names namespace nan_max nan_min nanmax nanmin nanos nanosecond nanoseconds nargs nbytes
	ndim ne ne_missing nearest neff neg negative_binomial negep neighbors netloc netmask network_address new_child
	new_from_index newbyteorder newlines nexp next_minus next_plus next_toward nfev ngroup ngroups nin nit njev nlargest
	nlevels nmant nnlf nnz no_cache node noncentral_chisquare noncentral_f nonzero normal normalize normalvariate notna
	notnull nout now npoints nsimplex nsmallest nth nth_value ntypes null_count nullable num num_addresses num_buffers
	num_chunks num_columns num_fields num_row_groups num_rows numargs number_class number_format numerator nunique o obj
	object observed oddFooter oddHeader offset offset_by ohlc on online opcodes open_left open_right options order ordered
	ordinal ordinal_day otherwise outer outlineLevel outline_level output outputs over overlap overlaps packed pad pad_end
	pad_start pageOrder page_margins page_setup pairwise pandas_metadata paperHeight paperSize paperWidth paraboloid_scale
	paraboloid_shift param parameter params pareto paretovariate parse partial_fit partition partition_by parts paste path
	pattern patternType pct_change pdf peak_max peak_min peek percent_rank permutation permuted perplexity physical pie
	pieslice pivot pivotButton pivotFormats pivotSource pivot_table pl plane_distance plot plot_area plus pmf point points
	poisson poles polygon pop popitem popleft port pos positive pow power ppf prec precision predicates predict
	predict_joint_log_proba predict_log_proba predict_proba prefix prefix_fields prefixlen prepare preview print_area
	print_options print_title_cols print_title_rows print_titles printdir prod product project propagate proportion_ci
	proportion_estimate protection prune ptp put putalpha putdata putmask putpalette putpixel pvalue pvalues pwd q qcut
	quantile quantile_cont quantile_disc quantiles quantize quarter query_ball_point query_ball_tree query_pairs
	query_progress quick_ratio quotePrefix qyear r rad2deg radd radians radius_neighbors radius_neighbors_graph radix rand
	randbytes randint randn random random_integers random_sample random_state randrange range rank rank_dense ratio ravel
	rayleigh rdiv rdivmod re read read1 read_only read_row_group read_row_groups readable reader readingOrder readinto
	readinto1 readline readlines readonly real real_quick_ratio reason rechunk reconstruction_error recordmask rectangle
	reduce reduceat ref regs reindex reindex_like reinterpret relativeIndent release releaselevel releps remainder
	remainder_near remap_palette remove remove_categories remove_column remove_metadata remove_sheet
	remove_unused_categories remove_unused_levels removeprefix removesuffix rename_axis rename_categories rename_columns
	rename_fields reorder_categories reorder_levels repeat repeat_by replace_all replace_column replace_many
	replace_schema_metadata replace_strict replace_time_zone resample reserved reset reset_cache reset_index reshape resid
	resize resolution resolution_string resolve_dtypes restkey restore_defaults restrict restval reverse reverse_pointer
	reweight_covariance rfind rfloordiv right rindex rint rjust rle rle_id rmod rmul rollback rollforward rolling
	rolling_kurtosis rolling_max rolling_max_by rolling_mean rolling_mean_by rolling_median rolling_median_by rolling_min
	rolling_min_by rolling_quantile rolling_quantile_by rolling_rank rolling_rank_by rolling_skew rolling_std
	rolling_std_by rolling_sum rolling_sum_by rolling_var rolling_var_by root roots rotate round round_sig_figs
	roundedCorners rounded_rectangle rounding row row_breaks row_dimensions row_group row_number row_type rowcount rows
	rows_by_key rpartition rpow rsplit rsquared rsquared_adj rstrip rsub rtruediv rule_code rvalue rvs s safe_substitute
	same_quantum sample sample_y samples scale scaleb scanner scatter scenarios schema schema_arrow scheme score
	score_samples scotts_factor search search_sorted searchsorted seasonal second seconds sections security seed seek
	seekable select select_dtypes select_seq select_types selected_cell sem send separators ser serLines series set
	setLevel set_alias set_ascii_tables set_axis set_bandwidth set_caption set_categories set_closed set_codes set_column
	set_decimal_separator set_description set_description_str set_difference set_expr_depth_warning set_fill_value
	set_fit_request set_flags set_float_precision set_fmt_float set_fmt_str_lengths set_fmt_table_cell_list_len set_index
	set_intersection set_inverse_transform_request set_levels set_names set_ordered set_output set_params
	set_partial_fit_request set_postfix set_precision set_predict_request set_properties set_score_request set_seq1
	set_seq2 set_seqs set_shape set_smoothing_factor set_sorted set_streaming_chunk_size set_symmetric_difference
	set_table_attributes set_table_styles set_tbl_cell_alignment set_tbl_cell_numeric_alignment set_tbl_cols
	set_tbl_column_data_type_inline set_tbl_dataframe_shape_below set_tbl_formatting set_tbl_hide_column_data_types
	set_tbl_hide_column_names set_tbl_hide_dataframe_shape set_tbl_hide_dtype_separator set_tbl_rows set_tbl_width_chars
	set_thousands_separator set_transform_request set_trim_decimal_zeros set_union set_verbose setdefault setdiag setfield
	setfirstweekday setflags setinputsizes setlimit setoutputsize setter sf shape shared_strings sharedmask sheet_format
	sheet_names sheet_properties sheet_state sheet_view sheetnames sheets shift show_gridlines shrinkToFit shrink_dtype
	shrink_mask shrink_to_fit shuffle sign signature silverman_factor simplices sin sinh size skew skipkeys slack slice
	slice_indexer slice_locs slice_replace slope smallest_normal smallest_subnormal snap soften_mask solve sort sortState
	sort_by sort_index sort_indices sort_keys sort_values sorted_indices sortlevel sortorder span sparse
	sparse_distance_matrix sparsify split split_exact splitlines splitn sqltype sqrt squeeze st_ctime st_mode st_mtime
	st_size stack staged_decision_function staged_predict staged_predict_proba staged_score standard_cauchy standard_error
	standard_exponential standard_gamma standard_normal standard_t start start_dir start_time starts_with startswith state
	static_order statistic statistics stats status std stddev stddev_pop stddev_samp stderr stdev stem step steps stop str
	strerror strftime strict strides strike string string_agg string_type strip strip_chars strip_chars_end
	strip_chars_start strip_prefix strip_suffix strptime struct struct_type style style_id style_names sub subdtype subn
	subnet_of subnets suboffsets substitute subtract success suffix suffix_fields suffixes sum sum_duplicates
	sum_horizontal summary supernet supernet_of support swapaxes swapcase swaplevel symbol symmetric_difference
	symmetric_difference_update sz t table tag tagname tail take tan tanh target target_names tell template test_size
	testzip text textRotation text_gradient textbbox textlength textsize thickBot thickTop thumbnail time time_hi_version
	time_low time_mid times timestamp timetuple timetz tiny title tm_hour tm_mday tm_min tm_mon tm_sec tm_wday tm_yday
	tm_year to to_array to_arrow to_arrow_reader to_arrow_table to_batches to_bytes to_date to_datetime to_datetime64
	to_decimal to_df to_dict to_dicts to_dtype_expr to_dummies to_eng_string to_flat_index to_frame to_init_repr to_integer
	to_integral to_integral_exact to_integral_value to_julian_date to_list to_lowercase to_map to_numpy to_pandas
	to_pandas_dtype to_period to_physical to_pydatetime to_pydict to_pylist to_python to_pytimedelta to_reader to_records
	to_sci_string to_series to_ss to_struct to_struct_array to_table to_tensor to_tf to_time to_timedelta64 to_timestamp
	to_titlecase to_tuples to_uppercase to_xarray to_zpk toarray tobsr tobytes tocoo tocsc tocsr today todense todia todok
	toflex tolil tolist tomaxint toordinal top_k top_k_by toreadonly torecords total total_changes total_days total_hours
	total_microseconds total_milliseconds total_minutes total_nanoseconds total_seconds trace translate transpose tree
	trend triangular trim truediv trunc truncate truncdiv tvalues type types tz tz_convert tz_localize tzinfo tzname u
	uniform unify_dictionaries union union_by_name union_type unique unique_counts unit unmerge_cells unnest unpivot
	unshare_mask unregister unstack setFormatter getLevelName add_argument add_argument_group add_mutually_exclusive_group parse_args parse_known_args set_defaults print_help format_help format_usage print_usage addHandler removeHandler feed get_starttag_text getpos handle_starttag handle_endtag handle_data sol low high converged t_events y_events nlu flag function_calls qsize get_nowait put_nowait full task_done hess allvecs unused_param update upper upper_bound upsample urn useFirstPageNumber usePrinterDefaults used utc
	utcfromtimestamp utcnow utcoffset utctimetuple validate validate_categories validate_input validate_ordered value
	value_counts values var var_pop var_samp variable variance variant varyColors vecentropy verify version vertAlign
	vertex_neighbor_vertices vertex_to_simplex vertical verticalDpi vertices view views visible_cells_only vonmises
	vonmisesvariate vstack wald warn warn_unstable warning week weekday weekofyear weibull weibullvariate weights when
	where width win_type window winerror with_columns with_columns_seq with_fields with_hostmask with_metadata with_netmask
	with_nullable with_prefixlen with_row_index with_type worksheets wrap wrapText writable write_only write_through
	writeheader writelines writer writerow writerows x_axis xlabel xor xs xtol y_axis year yeardatescalendar
	yeardays2calendar yeardayscalendar ylabel z zeros zfill zip_with zipf zscore`;
