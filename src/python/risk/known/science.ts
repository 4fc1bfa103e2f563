// Libraries for statistics and machine learning, and what of each is known to be harmless; taken from the public names of the image, less what fetches, loads or starts.

export const SCIENCE: Readonly<Record<string, string>> = {
	joblib: "cpu_count dump",
	scipy: "__version__",
	"scipy.cluster.hierarchy": `
		ClusterNode ClusterWarning DisjointSet average centroid complete cophenet correspond cut_tree dendrogram fcluster
		fclusterdata from_mlab_linkage inconsistent is_isomorphic is_monotonic is_valid_im is_valid_linkage leaders
		leaves_list linkage maxRstat maxdists maxinconsts median num_obs_linkage optimal_leaf_ordering set_link_color_palette
		single to_mlab_linkage to_tree ward weighted`,
	"scipy.cluster.vq": "ClusterError kmeans kmeans2 py_vq vq whiten",
	"scipy.constants": "Avogadro Boltzmann G N_A Planck R c e foot g gallon golden h hbar inch k mile pi pound",
	"scipy.fft": `
		dct dctn dst dstn fft fft2 fftfreq fftn fftshift fht fhtoffset hfft hfft2 hfftn idct idctn idst idstn ifft ifft2 ifftn
		ifftshift ifht ihfft ihfft2 ihfftn irfft irfft2 irfftn next_fast_len prev_fast_len rfft rfft2 rfftfreq rfftn`,
	"scipy.integrate": `
		BDF DOP853 DenseOutput IntegrationWarning LSODA ODEintWarning OdeSolution OdeSolver RK23 RK45 Radau complex_ode
		cubature cumulative_simpson cumulative_trapezoid dblquad fixed_quad lebedev_rule newton_cotes nquad nsum ode odeint
		qmc_quad quad quad_vec romb simpson solve_bvp solve_ivp tanhsinh tplquad trapezoid`,
	"scipy.interpolate": `
		AAA Akima1DInterpolator BPoly BSpline BarycentricInterpolator BivariateSpline CloughTocher2DInterpolator
		CubicHermiteSpline CubicSpline FloaterHormannInterpolator InterpolatedUnivariateSpline KroghInterpolator
		LSQBivariateSpline LSQSphereBivariateSpline LSQUnivariateSpline LinearNDInterpolator NdBSpline NdPPoly
		NearestNDInterpolator PPoly PchipInterpolator RBFInterpolator Rbf RectBivariateSpline RectSphereBivariateSpline
		RegularGridInterpolator SmoothBivariateSpline SmoothSphereBivariateSpline UnivariateSpline
		approximate_taylor_polynomial barycentric_interpolate bisplev bisplrep generate_knots griddata insert interp1d
		interp2d interpn krogh_interpolate lagrange make_interp_spline make_lsq_spline make_smoothing_spline make_splprep
		make_splrep pade pchip_interpolate spalde splantider splder splev splint splprep splrep sproot`,
	"scipy.linalg": `
		LinAlgError LinAlgWarning bandwidth block_diag cdf2rdf cho_factor cho_solve cho_solve_banded cholesky cholesky_banded
		circulant clarkson_woodruff_transform companion convolution_matrix coshm cosm cossin det dft diagsvd eig eig_banded
		eigh eigh_tridiagonal eigvals eigvals_banded eigvalsh eigvalsh_tridiagonal expm expm_cond expm_frechet fiedler
		fiedler_companion find_best_blas_type fractional_matrix_power funm get_blas_funcs get_lapack_funcs hadamard hankel
		helmert hessenberg hilbert inv invhilbert invpascal ishermitian issymmetric khatri_rao ldl leslie logm lstsq lu
		lu_factor lu_solve matmul_toeplitz matrix_balance norm null_space ordqz orth orthogonal_procrustes pascal pinv pinvh
		polar qr qr_delete qr_insert qr_multiply qr_update qz rq rsf2csf schur signm sinhm sinm solve solve_banded
		solve_circulant solve_continuous_are solve_continuous_lyapunov solve_discrete_are solve_discrete_lyapunov
		solve_lyapunov solve_sylvester solve_toeplitz solve_triangular solveh_banded sqrtm subspace_angles svd svdvals tanhm
		tanm toeplitz`,
	"scipy.ndimage": `
		affine_transform binary_closing binary_dilation binary_erosion binary_fill_holes binary_hit_or_miss binary_opening
		binary_propagation black_tophat center_of_mass convolve convolve1d correlate correlate1d distance_transform_bf
		distance_transform_cdt distance_transform_edt extrema find_objects fourier_ellipsoid fourier_gaussian fourier_shift
		fourier_uniform gaussian_filter gaussian_filter1d gaussian_gradient_magnitude gaussian_laplace
		generate_binary_structure generic_filter generic_filter1d generic_gradient_magnitude generic_laplace
		geometric_transform grey_closing grey_dilation grey_erosion grey_opening histogram iterate_structure label
		labeled_comprehension laplace map_coordinates maximum maximum_filter maximum_filter1d maximum_position mean median
		median_filter minimum minimum_filter minimum_filter1d minimum_position morphological_gradient morphological_laplace
		percentile_filter prewitt rank_filter rotate shift sobel spline_filter spline_filter1d standard_deviation sum
		sum_labels uniform_filter uniform_filter1d value_indices variance vectorized_filter watershed_ift white_tophat zoom`,
	"scipy.optimize": `
		BFGS Bounds BroydenFirst HessianUpdateStrategy InverseJacobian KrylovJacobian LbfgsInvHessProduct LinearConstraint
		NoConvergence NonlinearConstraint OptimizeResult OptimizeWarning RootResults SR1 anderson approx_fprime basinhopping
		bisect bracket brent brenth brentq broyden1 broyden2 brute check_grad curve_fit diagbroyden differential_evolution
		direct dual_annealing excitingmixing fixed_point fmin fmin_bfgs fmin_cg fmin_cobyla fmin_l_bfgs_b fmin_ncg fmin_powell
		fmin_slsqp fmin_tnc fminbound fsolve golden isotonic_regression least_squares leastsq line_search
		linear_sum_assignment linearmixing linprog linprog_verbose_callback lsq_linear milp minimize minimize_scalar newton
		newton_krylov nnls quadratic_assignment ridder root root_scalar rosen rosen_der rosen_hess rosen_hess_prod shgo
		show_options toms748`,
	"scipy.signal": `
		BadCoefficients CZT ShortTimeFFT StateSpace TransferFunction ZerosPolesGain ZoomFFT abcd_normalize argrelextrema
		argrelmax argrelmin band_stop_obj bessel besselap bilinear bilinear_zpk bode buttap butter buttord cheb1ap cheb1ord
		cheb2ap cheb2ord cheby1 cheby2 check_COLA check_NOLA chirp choose_conv_method closest_STFT_dual_window coherence
		cont2discrete convolve convolve2d correlate correlate2d correlation_lags csd cspline1d cspline1d_eval cspline2d czt
		czt_points dbode decimate deconvolve detrend dfreqresp dimpulse dlsim dlti dstep ellip ellipap ellipord envelope
		fftconvolve filtfilt find_peaks find_peaks_cwt findfreqs firls firwin firwin2 firwin_2d freqresp freqs freqs_zpk freqz
		freqz_sos freqz_zpk gammatone gauss_spline gausspulse get_window group_delay hilbert hilbert2 iircomb iirdesign
		iirfilter iirnotch iirpeak impulse invres invresz istft kaiser_atten kaiser_beta kaiserord lfilter lfilter_zi lfiltic
		lombscargle lp2bp lp2bp_zpk lp2bs lp2bs_zpk lp2hp lp2hp_zpk lp2lp lp2lp_zpk lsim lti max_len_seq medfilt medfilt2d
		minimum_phase normalize oaconvolve order_filter peak_prominences peak_widths periodogram place_poles qspline1d
		qspline1d_eval qspline2d remez resample resample_poly residue residuez savgol_coeffs savgol_filter sawtooth sepfir2d
		sos2tf sos2zpk sosfilt sosfilt_zi sosfiltfilt sosfreqz spectrogram spline_filter square ss2tf ss2zpk step stft
		sweep_poly symiirorder1 symiirorder2 tf2sos tf2ss tf2zpk unique_roots unit_impulse upfirdn vectorstrength welch
		whittaker_henderson wiener zoom_fft zpk2sos zpk2ss zpk2tf`,
	"scipy.sparse": `
		SparseEfficiencyWarning SparseWarning block_array block_diag bmat bsr_array bsr_matrix coo_array coo_matrix csc_array
		csc_matrix csr_array csr_matrix dia_array dia_matrix diags diags_array dok_array dok_matrix expand_dims eye eye_array
		find get_index_dtype hstack identity issparse isspmatrix isspmatrix_bsr isspmatrix_coo isspmatrix_csc isspmatrix_csr
		isspmatrix_dia isspmatrix_dok isspmatrix_lil kron kronsum lil_array lil_matrix matrix_transpose permute_dims rand
		random random_array safely_cast_index_arrays sparray spdiags spmatrix swapaxes tril triu vstack`,
	"scipy.spatial": `
		ConvexHull Delaunay HalfspaceIntersection KDTree QhullError Rectangle SphericalVoronoi Voronoi cKDTree
		convex_hull_plot_2d delaunay_plot_2d distance_matrix geometric_slerp minkowski_distance minkowski_distance_p
		procrustes tsearch voronoi_plot_2d`,
	"scipy.spatial.distance": `
		braycurtis canberra cdist chebyshev cityblock correlation cosine dice directed_hausdorff euclidean hamming is_valid_dm
		is_valid_y jaccard jensenshannon mahalanobis minkowski num_obs_dm num_obs_y pdist rogerstanimoto russellrao seuclidean
		sokalsneath sqeuclidean squareform yule`,
	"scipy.special": `
		SpecialFunctionError SpecialFunctionWarning agm ai_zeros airy airye assoc_laguerre assoc_legendre_p
		assoc_legendre_p_all bdtr bdtrc bdtri bdtrik bdtrin bei bei_zeros beip beip_zeros ber ber_zeros bernoulli berp
		berp_zeros besselpoly beta betainc betaincc betainccinv betaincinv betaln bi_zeros binom boxcox boxcox1p btdtria
		btdtrib c_roots cbrt cg_roots chdtr chdtrc chdtri chdtriv chebyc chebys chebyt chebyu chndtr chndtridf chndtrinc
		chndtrix comb cosdg cosm1 cotdg dawsn digamma diric ellip_harm ellip_harm_2 ellip_normal ellipe ellipeinc ellipj
		ellipk ellipkinc ellipkm1 elliprc elliprd elliprf elliprg elliprj entr erf erf_zeros erfc erfcinv erfcx erfi erfinv
		errstate euler eval_chebyc eval_chebys eval_chebyt eval_chebyu eval_gegenbauer eval_genlaguerre eval_hermite
		eval_hermitenorm eval_jacobi eval_laguerre eval_legendre eval_sh_chebyt eval_sh_chebyu eval_sh_jacobi eval_sh_legendre
		exp1 exp10 exp2 expi expit expm1 expn exprel factorial factorial2 factorialk fdtr fdtrc fdtri fdtridfd fresnel
		fresnel_zeros fresnelc_zeros fresnels_zeros gamma gammainc gammaincc gammainccinv gammaincinv gammaln gammasgn gdtr
		gdtrc gdtria gdtrib gdtrix gegenbauer genlaguerre geterr h1vp h2vp h_roots hankel1 hankel1e hankel2 hankel2e he_roots
		hermite hermitenorm huber hyp0f1 hyp1f1 hyp2f1 hyperu i0 i0e i1 i1e inv_boxcox inv_boxcox1p it2i0k0 it2j0y0 it2struve0
		itairy iti0k0 itj0y0 itmodstruve0 itstruve0 iv ive ivp j0 j1 j_roots jacobi jn jn_zeros jnjnp_zeros jnp_zeros
		jnyn_zeros js_roots jv jve jvp k0 k0e k1 k1e kei kei_zeros keip keip_zeros kelvin kelvin_zeros ker ker_zeros kerp
		kerp_zeros kl_div kn kolmogi kolmogorov kv kve kvp l_roots la_roots laguerre lambertw legendre legendre_p
		legendre_p_all lmbda log1p log_expit log_ndtr log_softmax log_wright_bessel loggamma logit logsumexp lpmv lqmn lqn
		mathieu_a mathieu_b mathieu_cem mathieu_even_coef mathieu_modcem1 mathieu_modcem2 mathieu_modsem1 mathieu_modsem2
		mathieu_odd_coef mathieu_sem modfresnelm modfresnelp modstruve multigammaln nbdtr nbdtrc nbdtri nbdtrik nbdtrin ncfdtr
		ncfdtri ncfdtridfd ncfdtridfn ncfdtrinc nctdtr nctdtridf nctdtrinc nctdtrit ndtr ndtri ndtri_exp nrdtrimn nrdtrisd
		obl_ang1 obl_ang1_cv obl_cv obl_cv_seq obl_rad1 obl_rad1_cv obl_rad2 obl_rad2_cv owens_t p_roots pbdn_seq pbdv
		pbdv_seq pbvv pbvv_seq pbwa pdtr pdtrc pdtri pdtrik perm poch polygamma powm1 pro_ang1 pro_ang1_cv pro_cv pro_cv_seq
		pro_rad1 pro_rad1_cv pro_rad2 pro_rad2_cv ps_roots pseudo_huber psi radian rel_entr rgamma riccati_jn riccati_yn
		roots_chebyc roots_chebys roots_chebyt roots_chebyu roots_gegenbauer roots_genlaguerre roots_hermite roots_hermitenorm
		roots_jacobi roots_laguerre roots_legendre roots_sh_chebyt roots_sh_chebyu roots_sh_jacobi roots_sh_legendre round
		s_roots seterr sh_chebyt sh_chebyu sh_jacobi sh_legendre shichi sici sinc sindg smirnov smirnovi softmax softplus
		spence sph_harm_y sph_harm_y_all sph_legendre_p sph_legendre_p_all spherical_in spherical_jn spherical_kn spherical_yn
		stdtr stdtridf stdtrit stirling2 struve t_roots tandg tklmbda ts_roots u_roots us_roots voigt_profile wofz
		wright_bessel wrightomega xlog1py xlogy y0 y0_zeros y1 y1_zeros y1p_zeros yn yn_zeros ynp_zeros yv yve yvp zeta zetac`,
	"scipy.stats": `
		Binomial BootstrapMethod CensoredData ConstantInputWarning Covariance DegenerateDataWarning FitError Logistic Mixture
		MonteCarloMethod NearConstantInputWarning Normal PermutationMethod Uniform abs alexandergovern alpha anderson
		anderson_ksamp anglit ansari arcsine argus barnard_exact bartlett bayes_mvs bernoulli beta betabinom betanbinom
		betaprime binned_statistic binned_statistic_2d binned_statistic_dd binom binomtest boltzmann bootstrap boschloo_exact
		boxcox boxcox_llf boxcox_normmax boxcox_normplot bradford brunnermunzel burr burr12 bws_test cauchy chatterjeexi chi
		chi2 chi2_contingency chisquare circmean circstd circvar combine_pvalues cosine cramervonmises cramervonmises_2samp
		crystalball cumfreq describe dgamma differential_entropy directional_stats dirichlet dirichlet_multinomial dlaplace
		dpareto_lognorm dunnett dweibull ecdf energy_distance entropy epps_singleton_2samp erlang estimated_cdf exp expectile
		expon exponnorm exponpow exponweib f f_oneway false_discovery_control fatiguelife fisher_exact fisk fit fligner
		foldcauchy foldnorm friedmanchisquare gamma gausshyper gaussian_kde genexpon genextreme gengamma genhalflogistic
		genhyperbolic geninvgauss genlogistic gennorm genpareto geom gibrat gmean gompertz goodness_of_fit gstd gumbel_l
		gumbel_r gzscore halfcauchy halfgennorm halflogistic halfnorm hmean hypergeom hypsecant invgamma invgauss invweibull
		invwishart iqr irwinhall jarque_bera jf_skew_t johnsonsb johnsonsu kappa3 kappa4 kendalltau kruskal ks_1samp ks_2samp
		ksone kstat kstatvar kstest kstwo kstwobign kurtosis kurtosistest landau laplace laplace_asymmetric levene levy levy_l
		levy_stable linregress lmoment log loggamma logistic loglaplace lognorm logrank logser loguniform lomax
		make_distribution mannwhitneyu matrix_normal matrix_t maxwell median_abs_deviation median_test mielke mode moment
		monte_carlo_test mood moyal multinomial multiscale_graphcorr multivariate_hypergeom multivariate_normal multivariate_t
		mvsdist nakagami nbinom ncf nchypergeom_fisher nchypergeom_wallenius nct ncx2 nhypergeom norm normal_inverse_gamma
		normaltest norminvgauss obrientransform order_statistic ortho_group page_trend_test pareto pearson3 pearsonr
		percentileofscore permutation_test planck pmean pointbiserialr poisson poisson_binom poisson_means_test power
		power_divergence powerlaw powerlognorm powernorm ppcc_max ppcc_plot probplot quantile quantile_test randint
		random_correlation random_table rankdata ranksums rayleigh rdist recipinvgauss reciprocal rel_breitwigner relfreq rice
		rv_continuous rv_discrete rv_histogram scoreatpercentile sem semicircular shapiro siegelslopes sigmaclip skellam skew
		skewcauchy skewnorm skewtest sobol_indices somersd spearmanr spearmanrho special_ortho_group studentized_range t
		theilslopes tiecorrect tmax tmean tmin trapezoid triang trim1 trim_mean trimboth truncate truncexpon truncnorm
		truncpareto truncweibull_min tsem tstd ttest_1samp ttest_ind ttest_ind_from_stats ttest_rel tukey_hsd tukeylambda tvar
		uniform uniform_direction unitary_group variation vonmises vonmises_fisher vonmises_line wald wasserstein_distance
		wasserstein_distance_nd weibull_max weibull_min weightedtau wilcoxon wishart wrapcauchy yeojohnson yeojohnson_llf
		yeojohnson_normmax yeojohnson_normplot yulesimon zipf zipfian zmap zscore`,
	sklearn: "__version__ clone config_context set_config",
	"sklearn.base": `
		AttrsDict BaseEstimator BiclusterMixin ClassNamePrefixFeaturesOutMixin ClassifierMixin ClassifierTags ClusterMixin
		DensityMixin InconsistentVersionWarning MetaEstimatorMixin MultiOutputMixin OneToOneFeatureMixin OutlierMixin
		ParamsDict RegressorMixin RegressorTags ReprHTMLMixin Tags TargetTags TransformerMixin TransformerTags check_array
		check_is_fitted clone config_context defaultdict estimator_html_repr get_config get_tags is_classifier is_clusterer
		is_outlier_detector is_pandas_na is_regressor is_scalar_nan validate_parameter_constraints`,
	"sklearn.calibration": `
		BaseEstimator CalibratedClassifierCV CalibrationDisplay ClassifierMixin FrozenEstimator HalfBinomialLoss
		HalfMultinomialLoss HalfMultinomialLossArrayAPI HasMethods Integral Interval IsotonicRegression LabelEncoder
		LeaveOneOut LinearSVC MetaEstimatorMixin MetadataRouter MethodMapping Parallel Real RegressorMixin StrOptions
		calibration_curve check_array check_classification_targets check_consistent_length check_cv check_is_fitted clone
		column_or_1d cross_val_predict delayed expit get_namespace get_namespace_and_device get_tags indexable label_binarize
		log minimize minimize_scalar move_to process_routing signature softmax validate_params`,
	"sklearn.cluster": `
		AffinityPropagation AgglomerativeClustering Birch BisectingKMeans DBSCAN FeatureAgglomeration HDBSCAN KMeans MeanShift
		MiniBatchKMeans OPTICS SpectralBiclustering SpectralClustering SpectralCoclustering affinity_propagation
		cluster_optics_dbscan cluster_optics_xi compute_optics_graph dbscan estimate_bandwidth get_bin_seeds k_means
		kmeans_plusplus linkage_tree mean_shift spectral_clustering ward_tree`,
	"sklearn.compose": "ColumnTransformer TransformedTargetRegressor make_column_selector make_column_transformer",
	"sklearn.covariance": `
		EllipticEnvelope EmpiricalCovariance GraphicalLasso GraphicalLassoCV LedoitWolf MinCovDet OAS ShrunkCovariance
		empirical_covariance fast_mcd graphical_lasso ledoit_wolf ledoit_wolf_shrinkage log_likelihood oas shrunk_covariance`,
	"sklearn.cross_decomposition": "CCA PLSCanonical PLSRegression PLSSVD",
	"sklearn.datasets": `
		load_breast_cancer load_diabetes load_digits load_iris load_linnerud load_wine make_biclusters make_blobs
		make_checkerboard make_circles make_classification make_friedman1 make_friedman2 make_friedman3
		make_gaussian_quantiles make_hastie_10_2 make_low_rank_matrix make_moons make_multilabel_classification
		make_regression make_s_curve make_sparse_coded_signal make_sparse_spd_matrix make_sparse_uncorrelated make_spd_matrix
		make_swiss_roll`,
	"sklearn.decomposition": `
		DictionaryLearning FactorAnalysis FastICA IncrementalPCA KernelPCA LatentDirichletAllocation
		MiniBatchDictionaryLearning MiniBatchNMF MiniBatchSparsePCA NMF PCA SparseCoder SparsePCA TruncatedSVD dict_learning
		dict_learning_online fastica non_negative_factorization randomized_svd sparse_encode`,
	"sklearn.discriminant_analysis": "LinearDiscriminantAnalysis QuadraticDiscriminantAnalysis",
	"sklearn.dummy": `
		BaseEstimator ClassifierMixin DummyClassifier DummyRegressor Integral Interval MultiOutputMixin Real RegressorMixin
		StrOptions check_array check_consistent_length check_is_fitted check_random_state class_distribution validate_data`,
	"sklearn.ensemble": `
		AdaBoostClassifier AdaBoostRegressor BaggingClassifier BaggingRegressor BaseEnsemble ExtraTreesClassifier
		ExtraTreesRegressor GradientBoostingClassifier GradientBoostingRegressor HistGradientBoostingClassifier
		HistGradientBoostingRegressor IsolationForest RandomForestClassifier RandomForestRegressor RandomTreesEmbedding
		StackingClassifier StackingRegressor VotingClassifier VotingRegressor`,
	"sklearn.exceptions": `
		ConvergenceWarning DataConversionWarning DataDimensionalityWarning EfficiencyWarning EstimatorCheckFailedWarning
		FitFailedWarning NotFittedError PositiveSpectrumWarning SkipTestWarning UndefinedMetricWarning
		UnsetMetadataPassedError`,
	"sklearn.experimental": "enable_halving_search_cv enable_iterative_imputer",
	"sklearn.feature_extraction": "DictVectorizer FeatureHasher grid_to_graph img_to_graph",
	"sklearn.feature_extraction.text": `
		CountVectorizer ENGLISH_STOP_WORDS HashingVectorizer TfidfTransformer TfidfVectorizer`,
	"sklearn.feature_selection": `
		GenericUnivariateSelect RFE RFECV SelectFdr SelectFpr SelectFromModel SelectFwe SelectKBest SelectPercentile
		SelectorMixin SequentialFeatureSelector VarianceThreshold chi2 f_classif f_oneway f_regression mutual_info_classif
		mutual_info_regression r_regression`,
	"sklearn.gaussian_process": "GaussianProcessClassifier GaussianProcessRegressor",
	"sklearn.gaussian_process.kernels": `
		ConstantKernel DotProduct ExpSineSquared Matern RBF RationalQuadratic WhiteKernel`,
	"sklearn.impute": "KNNImputer MissingIndicator SimpleImputer",
	"sklearn.inspection": `
		DecisionBoundaryDisplay PartialDependenceDisplay partial_dependence permutation_importance`,
	"sklearn.isotonic": "IsotonicRegression check_increasing isotonic_regression",
	"sklearn.kernel_approximation": `
		AdditiveChi2Sampler BaseEstimator ClassNamePrefixFeaturesOutMixin Integral Interval KERNEL_PARAMS Nystroem
		PAIRWISE_KERNEL_FUNCTIONS PolynomialCountSketch RBFSampler Real SkewedChi2Sampler StrOptions TransformerMixin
		check_is_fitted check_random_state fft get_namespace_and_device ifft pairwise_kernels safe_sparse_dot validate_data`,
	"sklearn.kernel_ridge": `
		BaseEstimator Interval KernelRidge MultiOutputMixin PAIRWISE_KERNEL_FUNCTIONS Real RegressorMixin StrOptions
		check_is_fitted pairwise_kernels validate_data`,
	"sklearn.linear_model": `
		ARDRegression BayesianRidge ElasticNet ElasticNetCV GammaRegressor HuberRegressor Lars LarsCV Lasso LassoCV LassoLars
		LassoLarsCV LassoLarsIC LinearRegression LogisticRegression LogisticRegressionCV MultiTaskElasticNet
		MultiTaskElasticNetCV MultiTaskLasso MultiTaskLassoCV OrthogonalMatchingPursuit OrthogonalMatchingPursuitCV
		PassiveAggressiveClassifier PassiveAggressiveRegressor Perceptron PoissonRegressor QuantileRegressor RANSACRegressor
		Ridge RidgeCV RidgeClassifier RidgeClassifierCV SGDClassifier SGDOneClassSVM SGDRegressor TheilSenRegressor
		TweedieRegressor enet_path lars_path lars_path_gram lasso_path orthogonal_mp orthogonal_mp_gram ridge_regression`,
	"sklearn.manifold": `
		ClassicalMDS Isomap LocallyLinearEmbedding MDS SpectralEmbedding TSNE locally_linear_embedding smacof
		spectral_embedding trustworthiness`,
	"sklearn.metrics": `
		ConfusionMatrixDisplay DetCurveDisplay DistanceMetric PrecisionRecallDisplay PredictionErrorDisplay RocCurveDisplay
		accuracy_score adjusted_mutual_info_score adjusted_rand_score auc average_precision_score balanced_accuracy_score
		brier_score_loss calinski_harabasz_score check_scoring class_likelihood_ratios classification_report cohen_kappa_score
		completeness_score confusion_matrix confusion_matrix_at_thresholds consensus_score coverage_error
		d2_absolute_error_score d2_brier_score d2_log_loss_score d2_pinball_score d2_tweedie_score davies_bouldin_score
		dcg_score det_curve euclidean_distances explained_variance_score f1_score fbeta_score fowlkes_mallows_score get_scorer
		get_scorer_names hamming_loss hinge_loss homogeneity_completeness_v_measure homogeneity_score jaccard_score
		label_ranking_average_precision_score label_ranking_loss log_loss make_scorer matthews_corrcoef max_error
		mean_absolute_error mean_absolute_percentage_error mean_gamma_deviance mean_pinball_loss mean_poisson_deviance
		mean_squared_error mean_squared_log_error mean_tweedie_deviance median_absolute_error metric_at_thresholds
		multilabel_confusion_matrix mutual_info_score nan_euclidean_distances ndcg_score normalized_mutual_info_score
		pair_confusion_matrix pairwise_distances pairwise_distances_argmin pairwise_distances_argmin_min
		pairwise_distances_chunked pairwise_kernels precision_recall_curve precision_recall_fscore_support precision_score
		r2_score rand_score recall_score roc_auc_score roc_curve root_mean_squared_error root_mean_squared_log_error
		silhouette_samples silhouette_score top_k_accuracy_score v_measure_score zero_one_loss`,
	"sklearn.metrics.pairwise": `
		cosine_distances cosine_similarity euclidean_distances linear_kernel manhattan_distances pairwise_distances rbf_kernel`,
	"sklearn.mixture": "BayesianGaussianMixture GaussianMixture",
	"sklearn.model_selection": `
		BaseCrossValidator BaseShuffleSplit FixedThresholdClassifier GridSearchCV GroupKFold GroupShuffleSplit KFold
		LearningCurveDisplay LeaveOneGroupOut LeaveOneOut LeavePGroupsOut LeavePOut ParameterGrid ParameterSampler
		PredefinedSplit RandomizedSearchCV RepeatedKFold RepeatedStratifiedKFold ShuffleSplit StratifiedGroupKFold
		StratifiedKFold StratifiedShuffleSplit TimeSeriesSplit TunedThresholdClassifierCV ValidationCurveDisplay check_cv
		cross_val_predict cross_val_score cross_validate learning_curve permutation_test_score train_test_split
		validation_curve`,
	"sklearn.multiclass": "OneVsOneClassifier OneVsRestClassifier OutputCodeClassifier",
	"sklearn.multioutput": "ClassifierChain MultiOutputClassifier MultiOutputRegressor RegressorChain",
	"sklearn.naive_bayes": "BernoulliNB CategoricalNB ComplementNB GaussianNB MultinomialNB",
	"sklearn.neighbors": `
		BallTree KDTree KNeighborsClassifier KNeighborsRegressor KNeighborsTransformer KernelDensity LocalOutlierFactor
		NearestCentroid NearestNeighbors NeighborhoodComponentsAnalysis RadiusNeighborsClassifier RadiusNeighborsRegressor
		RadiusNeighborsTransformer VALID_METRICS VALID_METRICS_SPARSE kneighbors_graph radius_neighbors_graph
		sort_graph_by_row_values`,
	"sklearn.neural_network": "BernoulliRBM MLPClassifier MLPRegressor",
	"sklearn.pipeline": "FeatureUnion Pipeline make_pipeline make_union",
	"sklearn.preprocessing": `
		Binarizer FunctionTransformer KBinsDiscretizer KernelCenterer LabelBinarizer LabelEncoder MaxAbsScaler MinMaxScaler
		MultiLabelBinarizer Normalizer OneHotEncoder OrdinalEncoder PolynomialFeatures PowerTransformer QuantileTransformer
		RobustScaler SplineTransformer StandardScaler TargetEncoder add_dummy_feature binarize label_binarize maxabs_scale
		minmax_scale normalize power_transform quantile_transform robust_scale scale`,
	"sklearn.random_projection": "GaussianRandomProjection SparseRandomProjection johnson_lindenstrauss_min_dim",
	"sklearn.semi_supervised": "LabelPropagation LabelSpreading SelfTrainingClassifier",
	"sklearn.svm": "LinearSVC LinearSVR NuSVC NuSVR OneClassSVM SVC SVR l1_min_c",
	"sklearn.tree": `
		BaseDecisionTree DecisionTreeClassifier DecisionTreeRegressor ExtraTreeClassifier ExtraTreeRegressor export_graphviz
		export_text plot_tree`,
	"sklearn.utils": "Bunch check_X_y check_array check_random_state class_weight gen_batches resample shuffle",
	"sklearn.utils.class_weight": "compute_class_weight compute_sample_weight",
	"sklearn.utils.multiclass": "type_of_target unique_labels",
	"sklearn.utils.validation": "check_X_y check_array check_is_fitted",
	"statsmodels.api": "GLM Logit OLS Poisson WLS add_constant families graphics qqplot stats tsa",
	"statsmodels.tsa.arima.model": "ARIMA",
	"statsmodels.tsa.holtwinters": "ExponentialSmoothing SimpleExpSmoothing",
	"statsmodels.tsa.seasonal": "STL seasonal_decompose",
	"statsmodels.tsa.stattools": "acf adfuller kpss pacf",
};
