_holdfast() {
    local candidates files lead line name text
    local -a matches
    _holdfast_find "${(@Q)words[1,CURRENT-1]}" "${(Q)PREFIX}"
    [[ -z $lead ]] || compset -P '*='
    if [[ -n $files ]]; then
        _files
        return
    fi
    for line in "${(@f)candidates}"; do
        name=${line%%$'\t'*}
        text=${line#"$name"}
        # A colon begins the description.
        [[ -z $name ]] || matches+=("${${name//\\/\\\\}//:/\\:}${text:+:${text#?}}")
    done
    _describe holdfast matches
}

if [[ ${funcstack[1]-} == _holdfast ]]; then
    # Autoloaded by the first completion.
    _holdfast "$@"
else
    (( $+functions[compdef] )) || { autoload -Uz compinit && compinit -i; }
    compdef _holdfast holdfast
fi
