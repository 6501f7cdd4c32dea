_holdfast() {
    local candidates files lead words line plain quote before i
    local last=${COMP_WORDS[COMP_CWORD]} count=0 rest=${COMP_LINE#*"${COMP_WORDS[0]}"}
    COMPREPLY=()
    # Bash splits words at = and : too, and completes only what comes behind.
    words=("${COMP_WORDS[0]}")
    for ((i = 1; i <= COMP_CWORD; i++)); do
        if [[ $rest == [[:space:]]* || $i -eq 1 ]]; then
            count=$((count + 1))
            words[count]=
            rest=${rest#"${rest%%[![:space:]]*}"}
        fi
        words[count]+=${COMP_WORDS[i]}
        rest=${rest#"${COMP_WORDS[i]}"}
    done
    case $last in
    *[!=:]*) ;;
    *) last= ;;
    esac
    before=${words[count]%"$last"}
    case $last in
    [\"\']*)
        quote=yes
        plain=${last#?}
        ;;
    *)
        quote=
        plain=${last//\\/}
        ;;
    esac
    words[count]=$before$plain
    _holdfast_find "${words[@]}"
    if [[ -n $files ]]; then
        compopt -o default 2>/dev/null
        return 0
    fi
    while IFS= read -r line; do
        line=$lead${line%%$'\t'*}
        if [[ -n $line && $line == "${words[count]}"* ]]; then
            line=${line#"$before"}
            [[ -n $quote ]] || printf -v line %q "$line"
            COMPREPLY[${#COMPREPLY[@]}]=$line
        fi
    done <<<"$candidates"
}

# An old bash, as on macOS, can only complete files everywhere.
if type compopt >/dev/null 2>&1; then
    complete -F _holdfast holdfast
else
    complete -o default -F _holdfast holdfast
fi
