// Python's own modules, and what of each is known to be harmless: a name that is missing here gets a label.

export const STDLIB: Readonly<Record<string, string>> = {
	"IPython.display": "Markdown display",
	__future__: "annotations",
	abc: `
		ABC ABCMeta abstractclassmethod abstractmethod abstractproperty abstractstaticmethod get_cache_token
		update_abstractmethods`,
	argparse: "ArgumentError ArgumentParser ArgumentTypeError Namespace RawDescriptionHelpFormatter SUPPRESS",
	array: "array",
	ast: "literal_eval",
	asyncio: "gather run sleep",
	base64: `
		a85decode a85encode b16decode b16encode b32decode b32encode b32hexdecode b32hexencode b64decode b64encode b85decode
		b85encode decodebytes encodebytes standard_b64decode standard_b64encode urlsafe_b64decode urlsafe_b64encode z85decode
		z85encode`,
	binascii: "crc32 hexlify unhexlify",
	bisect: "bisect bisect_left bisect_right insort insort_left insort_right",
	builtins: `
		ArithmeticError AssertionError AttributeError BaseException BaseExceptionGroup BlockingIOError BrokenPipeError
		BufferError BytesWarning ChildProcessError ConnectionAbortedError ConnectionError ConnectionRefusedError
		ConnectionResetError DeprecationWarning EOFError Ellipsis EncodingWarning EnvironmentError Exception ExceptionGroup
		False FileExistsError FileNotFoundError FloatingPointError FutureWarning GeneratorExit IOError ImportError
		ImportWarning IndentationError IndexError InterruptedError IsADirectoryError KeyError KeyboardInterrupt LookupError
		MemoryError ModuleNotFoundError NameError None NotADirectoryError NotImplemented NotImplementedError OSError
		OverflowError PendingDeprecationWarning PermissionError ProcessLookupError PythonFinalizationError RecursionError
		ReferenceError ResourceWarning RuntimeError RuntimeWarning StopAsyncIteration StopIteration SyntaxError SyntaxWarning
		SystemError SystemExit TabError TimeoutError True TypeError UnboundLocalError UnicodeDecodeError UnicodeEncodeError
		UnicodeError UnicodeTranslateError UnicodeWarning UserWarning ValueError Warning ZeroDivisionError abs all any ascii
		bin bool bytearray bytes callable chr classmethod complex delattr dict dir display divmod enumerate exit filter float
		format frozenset getattr globals hasattr hash hex id input int isinstance issubclass iter len list locals map max
		memoryview min next object oct open ord pow print property quit range repr reversed round set setattr slice sorted
		staticmethod str sum super tuple type vars zip`,
	bz2: "compress decompress open",
	calendar: `
		APRIL AUGUST Calendar DECEMBER Day FEBRUARY FRIDAY HTMLCalendar IllegalMonthError IllegalWeekdayError JANUARY JULY
		JUNE LocaleHTMLCalendar LocaleTextCalendar MARCH MAY MONDAY Month NOVEMBER OCTOBER SATURDAY SEPTEMBER SUNDAY THURSDAY
		TUESDAY TextCalendar WEDNESDAY calendar day_abbr day_name firstweekday isleap leapdays month month_abbr month_name
		monthcalendar monthrange prcal prmonth setfirstweekday timegm weekday weekheader`,
	cmath: `
		acos acosh asin asinh atan atanh cos cosh e exp inf infj isclose isfinite isinf isnan log log10 nan nanj phase pi
		polar rect sin sinh sqrt tan tanh tau`,
	codecs: "BOM_UTF8 open",
	collections: "ChainMap Counter OrderedDict UserDict UserList UserString defaultdict deque namedtuple",
	"collections.abc": `
		Callable Collection Container Generator Hashable ItemsView Iterable Iterator KeysView Mapping MutableMapping
		MutableSequence MutableSet Reversible Sequence Set Sized ValuesView`,
	colorsys: "hls_to_rgb hsv_to_rgb rgb_to_hls rgb_to_hsv",
	configparser: "ConfigParser",
	contextlib: "closing contextmanager nullcontext redirect_stderr redirect_stdout suppress",
	copy: "copy deepcopy",
	csv: `
		Dialect DictReader DictWriter Error QUOTE_ALL QUOTE_MINIMAL QUOTE_NONE QUOTE_NONNUMERIC QUOTE_NOTNULL QUOTE_STRINGS
		Sniffer excel excel_tab field_size_limit get_dialect list_dialects reader register_dialect unix_dialect
		unregister_dialect writer`,
	dataclasses: `
		Field FrozenInstanceError InitVar KW_ONLY MISSING asdict astuple dataclass field fields is_dataclass replace`,
	datetime: "MAXYEAR MINYEAR UTC date datetime time timedelta timezone tzinfo",
	decimal: `
		BasicContext Clamped Context ConversionSyntax Decimal DecimalException DecimalTuple DefaultContext DivisionByZero
		DivisionImpossible DivisionUndefined ExtendedContext FloatOperation HAVE_CONTEXTVAR HAVE_THREADS Inexact
		InvalidContext InvalidOperation MAX_EMAX MAX_PREC MIN_EMIN MIN_ETINY Overflow ROUND_05UP ROUND_CEILING ROUND_DOWN
		ROUND_FLOOR ROUND_HALF_DOWN ROUND_HALF_EVEN ROUND_HALF_UP ROUND_UP Rounded Subnormal Underflow getcontext localcontext
		setcontext`,
	difflib: `
		Differ HtmlDiff IS_CHARACTER_JUNK IS_LINE_JUNK Match SequenceMatcher context_diff diff_bytes get_close_matches ndiff
		restore unified_diff`,
	"email.utils": "parseaddr parsedate_to_datetime",
	enum: "Enum Flag IntEnum IntFlag StrEnum auto member nonmember unique",
	errno: "EACCES ENOENT",
	fnmatch: "filter fnmatch fnmatchcase",
	fractions: "Fraction",
	functools: `
		cache cached_property cmp_to_key lru_cache partial partialmethod reduce total_ordering wraps`,
	gc: "collect",
	glob: "escape glob iglob",
	graphlib: "CycleError TopologicalSorter",
	gzip: "compress decompress open",
	hashlib: `
		algorithms_available algorithms_guaranteed blake2b blake2s file_digest md5 new pbkdf2_hmac sha1 sha224 sha256 sha384
		sha3_224 sha3_256 sha3_384 sha3_512 sha512 shake_128 shake_256`,
	heapq: "heapify heappop heappush heappushpop heapreplace merge nlargest nsmallest",
	hmac: "compare_digest digest new",
	html: "escape unescape",
	"html.entities": "codepoint2name entitydefs html5 name2codepoint",
	"html.parser": "HTMLParser",
	io: "BytesIO SEEK_CUR SEEK_END SEEK_SET StringIO TextIOBase TextIOWrapper UnsupportedOperation open",
	ipaddress: "IPv4Address IPv4Network IPv6Address ip_address ip_interface ip_network",
	itertools: `
		accumulate batched chain combinations combinations_with_replacement compress count cycle dropwhile filterfalse groupby
		islice pairwise permutations product repeat starmap takewhile tee zip_longest`,
	json: "JSONDecodeError JSONDecoder JSONEncoder dump dumps load loads",
	keyword: "iskeyword kwlist",
	locale: `
		Error LC_ALL LC_COLLATE LC_MONETARY LC_NUMERIC LC_TIME atof atoi currency format_string getlocale localeconv setlocale`,
	logging: `
		CRITICAL DEBUG ERROR FATAL Formatter INFO NOTSET NullHandler StreamHandler WARN WARNING basicConfig critical debug
		disable error exception fatal getLogger info log warn warning`,
	lzma: "compress decompress open",
	math: `
		acos acosh asin asinh atan atan2 atanh cbrt ceil comb copysign cos cosh degrees dist e erf erfc exp exp2 expm1 fabs
		factorial floor fma fmod frexp fsum gamma gcd hypot inf isclose isfinite isinf isnan isqrt lcm ldexp lgamma log log10
		log1p log2 modf nan nextafter perm pi pow prod radians remainder sin sinh sqrt sumprod tan tanh tau trunc ulp`,
	numbers: "Complex Integral Number Rational Real",
	operator: `
		abs add and_ attrgetter concat contains countOf eq floordiv ge getitem gt iadd iand iconcat ifloordiv ilshift imatmul imod imul
		index indexOf inv invert ior ipow irshift is_ is_not isub itemgetter itruediv ixor le length_hint lshift lt matmul mod
		mul ne neg not_ or_ pos pow rshift sub truediv truth xor`,
	os: `
		F_OK PathLike R_OK W_OK access chdir cpu_count curdir extsep fspath get_terminal_size getcwd getcwdb getpid linesep
		listdir makedirs mkdir name pardir path scandir sep stat strerror urandom walk`,
	"os.path": `
		ALLOW_MISSING abspath altsep basename commonpath commonprefix curdir defpath devnull dirname exists extsep getatime
		getctime getmtime getsize isabs isdevdrive isdir isfile isjunction islink ismount join lexists normcase normpath
		pardir pathsep realpath relpath samefile sameopenfile samestat sep split splitdrive splitext splitroot
		supports_unicode_filenames`,
	pathlib: "Path PosixPath PurePath PurePosixPath",
	pickle: "DEFAULT_PROTOCOL HIGHEST_PROTOCOL PickleError PicklingError UnpicklingError dump dumps",
	platform: "machine platform processor python_implementation python_version release system",
	pprint: "pformat pp pprint",
	queue: "Empty Full LifoQueue PriorityQueue Queue SimpleQueue",
	random: `
		Random SystemRandom betavariate binomialvariate choice choices expovariate gammavariate gauss getrandbits
		lognormvariate normalvariate paretovariate randbytes randint random randrange sample seed shuffle triangular uniform
		vonmisesvariate weibullvariate`,
	reprlib: "Repr repr",
	re: `
		A ASCII DOTALL I IGNORECASE L LOCALE M MULTILINE Match NOFLAG Pattern PatternError RegexFlag S U UNICODE VERBOSE X
		compile error escape findall finditer fullmatch match search split sub subn`,
	secrets: "SystemRandom choice compare_digest randbelow randbits token_bytes token_hex token_urlsafe",
	shlex: "quote split",
	shutil: "copy copy2 copyfile disk_usage get_terminal_size",
	sqlite3: `
		DatabaseError Error IntegrityError OperationalError PARSE_COLNAMES PARSE_DECLTYPES ProgrammingError Row connect
		sqlite_version version`,
	stat: "ST_MTIME ST_SIZE filemode",
	statistics: `
		NormalDist StatisticsError correlation covariance fmean geometric_mean harmonic_mean kde kde_random linear_regression
		mean median median_grouped median_high median_low mode multimode pstdev pvariance quantiles stdev variance`,
	string: `
		Template ascii_letters ascii_lowercase ascii_uppercase capwords digits hexdigits octdigits printable punctuation
		whitespace`,
	struct: "calcsize error iter_unpack pack unpack unpack_from",
	sys: `
		argv byteorder executable exit float_info getdefaultencoding getrecursionlimit getsizeof implementation int_info
		maxsize maxunicode platform setrecursionlimit stderr stdin stdout version version_info`,
	tempfile: "gettempdir",
	textwrap: "TextWrapper dedent fill indent shorten wrap",
	time: `
		altzone asctime ctime daylight gmtime localtime mktime monotonic perf_counter perf_counter_ns process_time sleep
		strftime strptime struct_time time time_ns timezone tzname`,
	timeit: "default_timer",
	tomllib: "load loads",
	traceback: "format_exc print_exc",
	types: "MappingProxyType NoneType SimpleNamespace",
	typing: `
		AbstractSet Annotated Any AnyStr AsyncContextManager AsyncGenerator AsyncIterable AsyncIterator Awaitable BinaryIO
		ByteString Callable ChainMap ClassVar Collection Concatenate Container ContextManager Coroutine Counter DefaultDict
		Deque Dict Final FrozenSet Generator Generic Hashable IO ItemsView Iterable Iterator KeysView List Literal
		LiteralString Mapping MappingView Match MutableMapping MutableSequence MutableSet NamedTuple Never NewType NoDefault
		NoReturn NotRequired Optional OrderedDict ParamSpec ParamSpecArgs ParamSpecKwargs Pattern Protocol ReadOnly Required
		Reversible Self Sequence Set Sized SupportsAbs SupportsBytes SupportsComplex SupportsFloat SupportsIndex SupportsInt
		SupportsRound TYPE_CHECKING Text TextIO Tuple Type TypeAlias TypeAliasType TypeGuard TypeIs TypeVar TypeVarTuple
		TypedDict Union Unpack ValuesView assert_never assert_type cast clear_overloads dataclass_transform final get_args
		get_origin get_overloads get_protocol_members is_protocol is_typeddict no_type_check no_type_check_decorator overload
		override reveal_type runtime_checkable`,
	unicodedata: `
		UCD bidirectional category combining decimal decomposition digit east_asian_width is_normalized lookup mirrored name
		normalize numeric ucd_3_2_0 unidata_version`,
	"urllib.parse": `
		DefragResult DefragResultBytes ParseResult ParseResultBytes SplitResult SplitResultBytes parse_qs parse_qsl quote
		quote_from_bytes quote_plus unquote unquote_plus unquote_to_bytes urldefrag urlencode urljoin urlparse urlsplit
		urlunparse urlunsplit`,
	uuid: "NAMESPACE_DNS NAMESPACE_URL UUID uuid1 uuid3 uuid4 uuid5",
	warnings: "catch_warnings filterwarnings resetwarnings simplefilter warn",
	weakref: "WeakKeyDictionary WeakValueDictionary ref",
	"xml.sax.saxutils": "escape quoteattr unescape",
	"xml.etree.ElementTree":
		"Comment Element ParseError QName SubElement TreeBuilder XML XMLParser XMLPullParser fromstring fromstringlist indent iselement iterparse parse tostring tostringlist",
	zipfile: "BadZipFile ZIP_BZIP2 ZIP_DEFLATED ZIP_LZMA ZIP_STORED ZipFile ZipInfo is_zipfile",
	zlib: "adler32 compress crc32 decompress",
	zoneinfo: "ZoneInfo ZoneInfoNotFoundError available_timezones",
};
