# Guard for bash, read by every shell before anything else: a file that people or programs made is data, not a script.
__threadloop_is_data() {
	local path
	path=$(builtin command readlink -f -- "$1") || builtin return 1
	# What has no file behind it, such as the output of a command, is what the code shows.
	[[ -f $path && $path != /usr/* && $path != /opt/* && $path != /etc/* ]] || builtin return 1
	builtin printf '%s lies where files are data and are never run; put its code into the program\n' "${1##*/}" >&2
}
source() {
	if __threadloop_is_data "${1-}"; then builtin return 1; fi
	builtin source "$@"
}
.() {
	if __threadloop_is_data "${1-}"; then builtin return 1; fi
	builtin . "$@"
}
builtin readonly -f __threadloop_is_data source .
if [[ -z ${BASH_EXECUTION_STRING+x} && -f $0 ]] && __threadloop_is_data "$0"; then builtin exit 126; fi
