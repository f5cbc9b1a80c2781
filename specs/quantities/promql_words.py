"""The functions and aggregations of PromQL, and what each is given.

Letters: v series, m a range of series, s a number, t a text; a signature is a pattern of them. From
`promql/parser/functions.go` of Prometheus 2.42 to 3.
"""

_BY_SIGNATURE = {
    "": "time pi start end range step",
    "v": "abs absent acos acosh asin asinh atan atanh ceil cos cosh deg exp floor ln log10 log2 rad "
    "scalar sgn sin sinh sort sort_desc sqrt tan tanh timestamp histogram_avg histogram_count "
    "histogram_sum histogram_stddev histogram_stdvar",
    "v?": "day_of_month day_of_week day_of_year days_in_month hour minute month year",
    "m": "rate irate increase delta idelta deriv changes resets absent_over_time avg_over_time "
    "count_over_time first_over_time last_over_time mad_over_time max_over_time min_over_time "
    "present_over_time stddev_over_time stdvar_over_time sum_over_time ts_of_first_over_time "
    "ts_of_last_over_time ts_of_max_over_time ts_of_min_over_time",
    "s": "vector",
    "vs": "clamp_max clamp_min",
    "vs?": "round",
    "vss": "clamp",
    "sv": "histogram_quantile",
    "ssv": "histogram_fraction",
    "vts+": "histogram_quantiles",
    "ms": "predict_linear",
    "sm": "quantile_over_time",
    "mss": "holt_winters double_exponential_smoothing",
    "vtttt": "label_replace",
    "vttt*": "label_join",
    "vt+": "sort_by_label sort_by_label_desc",
    "vv?": "info",
}
FUNCTIONS = {name: given for given, names in _BY_SIGNATURE.items() for name in names.split()}
SCALARS = {"time", "pi", "scalar", "start", "end", "range", "step"}
"""The functions that answer one number instead of series."""

AGGREGATIONS = dict.fromkeys(
    ("sum", "avg", "count", "min", "max", "group", "stddev", "stdvar"), "v"
) | {
    "count_values": "tv",
    "topk": "sv",
    "bottomk": "sv",
    "quantile": "sv",
    "limitk": "sv",
    "limit_ratio": "sv",
}
