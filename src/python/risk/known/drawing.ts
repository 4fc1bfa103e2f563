// Libraries for plots, images and workbooks, and what of each is known to be harmless.

export const DRAWING: Readonly<Record<string, string>> = {
	PIL: "__version__",
	"PIL.Image": `
		ANTIALIAS BICUBIC BILINEAR FLIP_LEFT_RIGHT FLIP_TOP_BOTTOM Image LANCZOS NEAREST ROTATE_180 ROTATE_270 ROTATE_90
		Resampling Transpose UnidentifiedImageError blend composite fromarray merge new open`,
	"PIL.ImageDraw": "Draw",
	"PIL.ImageEnhance": "Brightness Color Contrast Sharpness",
	"PIL.ImageFilter": "BLUR BoxBlur CONTOUR DETAIL EDGE_ENHANCE FIND_EDGES GaussianBlur MedianFilter SHARPEN",
	"PIL.ImageFont": "load_default",
	"PIL.ImageOps": "autocontrast crop equalize expand fit flip grayscale invert mirror pad",
	"PIL.ImageStat": "Stat",
	matplotlib: "__version__ color_sequences colormaps rc rcParams rc_context rcdefaults use",
	"matplotlib.axes": "Axes",
	"matplotlib.cm": `
		Accent Blues BuPu Dark2 GnBu Greens Greys OrRd Oranges Paired Pastel1 Pastel2 PuBu Purples RdBu RdYlBu RdYlGn Reds
		ScalarMappable Set1 Set2 Set3 Spectral YlGnBu YlOrRd bwr cividis cool coolwarm get_cmap gray hot hsv inferno jet magma
		plasma rainbow seismic tab10 tab20 tab20b tab20c viridis`,
	"matplotlib.colors": `
		AsinhNorm BASE_COLORS BivarColormap BivarColormapFromImage BoundaryNorm CSS4_COLORS CenteredNorm ColorConverter
		ColorSequenceRegistry Colormap FuncNorm LightSource LinearSegmentedColormap ListedColormap LogNorm MultiNorm
		MultivarColormap NoNorm Norm Normalize PowerNorm SegmentedBivarColormap SymLogNorm TABLEAU_COLORS TwoSlopeNorm
		XKCD_COLORS hsv_to_rgb is_color_like rgb_to_hsv same_color to_hex to_rgb to_rgba to_rgba_array`,
	"matplotlib.dates": `
		AutoDateFormatter AutoDateLocator ConciseDateConverter ConciseDateFormatter DAILY DateConverter DateFormatter
		DateLocator DayLocator FR HOURLY HourLocator MICROSECONDLY MINUTELY MO MONTHLY MicrosecondLocator MinuteLocator
		MonthLocator RRuleLocator SA SECONDLY SU SecondLocator TH TU WE WEEKLY WeekdayLocator YEARLY YearLocator date2num
		datestr2num num2date`,
	"matplotlib.figure": "Figure",
	"matplotlib.font_manager": "FontProperties",
	"matplotlib.gridspec": "GridSpec GridSpecFromSubplotSpec",
	"matplotlib.lines": "Line2D",
	"matplotlib.patches": `
		Affine2D Annulus Arc Arrow ArrowStyle BoxStyle CapStyle Circle CirclePolygon ConnectionPatch ConnectionStyle Ellipse
		FancyArrow FancyArrowPatch FancyBboxPatch JoinStyle NonIntersectingPathException Patch Path PathPatch Polygon
		Rectangle RegularPolygon Shadow SimpleNamespace StepPatch Wedge`,
	"matplotlib.pyplot": `
		Annotation Axes Circle Figure FuncFormatter GridSpec Line2D MaxNLocator MultipleLocator Normalize Polygon Rectangle
		ScalarFormatter Text annotate arrow autoscale autumn axes axhline axhspan axis axline axvline axvspan bar bar_label
		barbs barh bone box boxplot broken_barh cla clabel clf clim close cm cohere colorbar colormaps contour contourf cool
		copper csd delaxes draw ecdf errorbar eventplot figaspect figimage figlegend fignum_exists figtext figure fill
		fill_between fill_betweenx flag gca gcf gci get_backend get_cmap get_figlabels get_fignums getp gray grid grouped_bar
		hexbin hist hist2d hlines hot hsv imread imsave imshow inferno ioff ion isinteractive jet legend locator_params loglog
		magma margins matshow minorticks_off minorticks_on nipy_spectral pause pcolor pcolormesh pie pie_label pink plasma
		plot polar prism psd quiver quiverkey rc rcParams rc_context rcdefaults rgrids savefig sca scatter sci semilogx
		semilogy set_cmap setp show specgram spring spy stackplot stairs stem step streamplot style subplot subplot2grid
		subplot_mosaic subplots subplots_adjust summer suptitle table text thetagrids tick_params ticklabel_format
		tight_layout title tricontour tricontourf tripcolor triplot twinx twiny violinplot viridis vlines winter xcorr xkcd
		xlabel xlim xscale xticks ylabel ylim yscale yticks`,
	"matplotlib.pyplot.cm": `
		Accent Blues BuPu Dark2 GnBu Greens Greys OrRd Oranges Paired Pastel1 Pastel2 PuBu Purples RdBu RdYlBu RdYlGn Reds
		ScalarMappable Set1 Set2 Set3 Spectral YlGnBu YlOrRd bwr cividis cool coolwarm get_cmap gray hot hsv inferno jet magma
		plasma rainbow seismic tab10 tab20 tab20b tab20c viridis`,
	"matplotlib.pyplot.style": "available context library use",
	"matplotlib.style": "available context library use",
	"matplotlib.text": "Text",
	"matplotlib.ticker": `
		AsinhLocator AutoLocator AutoMinorLocator EngFormatter FixedFormatter FixedLocator FormatStrFormatter Formatter
		FuncFormatter IndexLocator LinearLocator Locator LogFormatter LogFormatterExponent LogFormatterMathtext
		LogFormatterSciNotation LogLocator LogitFormatter LogitLocator MaxNLocator MultipleLocator NullFormatter NullLocator
		PercentFormatter ScalarFormatter StrMethodFormatter SymmetricalLogLocator TickHelper`,
	"mpl_toolkits.axes_grid1": "make_axes_locatable",
	"mpl_toolkits.mplot3d": "Axes3D",
	openpyxl: "Workbook __version__ load_workbook",
	"openpyxl.cell": "Cell MergedCell",
	"openpyxl.chart": `
		AreaChart AreaChart3D BarChart BarChart3D BubbleChart DoughnutChart LineChart LineChart3D PieChart PieChart3D
		ProjectedPieChart RadarChart Reference ScatterChart Series StockChart SurfaceChart SurfaceChart3D`,
	"openpyxl.chart.label": "DataLabelList",
	"openpyxl.chart.series": "DataPoint",
	"openpyxl.drawing.image": "Image",
	"openpyxl.formatting.rule": "CellIsRule ColorScaleRule DataBarRule FormulaRule IconSetRule Rule",
	"openpyxl.styles": `
		Alignment Border Color DEFAULT_FONT Fill Font GradientFill NamedStyle NumberFormatDescriptor PatternFill Protection
		Side is_builtin is_date_format`,
	"openpyxl.styles.numbers": "BUILTIN_FORMATS FORMAT_PERCENTAGE_00",
	"openpyxl.utils": `
		cell column_index_from_string coordinate_to_tuple get_column_interval get_column_letter range_boundaries`,
	"openpyxl.utils.cell": "column_index_from_string coordinate_from_string get_column_letter",
	"openpyxl.utils.dataframe": "dataframe_to_rows",
	"openpyxl.workbook": "Workbook",
	"openpyxl.worksheet.datavalidation": "DataValidation",
	"openpyxl.worksheet.table": "Table TableStyleInfo",
	seaborn: `
		FacetGrid JointGrid PairGrid axes_style barplot blend_palette boxenplot boxplot catplot choose_colorbrewer_palette
		choose_cubehelix_palette choose_dark_palette choose_diverging_palette choose_light_palette clustermap color_palette
		countplot crayon_palette crayons cubehelix_palette dark_palette desaturate despine displot distplot diverging_palette
		dogplot ecdfplot heatmap histplot hls_palette husl_palette jointplot kdeplot light_palette lineplot lmplot move_legend
		mpl_palette pairplot palplot plotting_context pointplot regplot relplot reset_defaults reset_orig residplot rugplot
		saturate scatterplot set set_color_codes set_context set_hls_values set_palette set_style set_theme stripplot
		swarmplot violinplot xkcd_palette xkcd_rgb`,
};
