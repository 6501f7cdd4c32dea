# Completes holdfast. Written by "holdfast completion"; write it again after an update.

# Tells what a command has, and what an option or an argument of it takes.
# $1: the command, such as "products list"; $2: the option, or the position of the argument.
# Sets subcommands and switches, with a line and a description behind a tab for each; and takes.
_holdfast_command() {
    subcommands=
    switches=
    takes=
    case $1 in
@COMMANDS@
    esac
}

# Finds how the last one of the words of a line can continue.
# Sets candidates, with a line for each, some with a description behind a tab; files, if it is a file; and lead, which is
# what the word has in front of them.
_holdfast_find() {
    [ -z "${ZSH_VERSION-}" ] || emulate -L sh
    local program=$1 command= position=1 option= ended= word
    local subcommands switches takes newline=$'\n' tab=$'\t'
    shift
    candidates=
    files=
    lead=
    while [ $# -gt 1 ]; do
        word=$1
        shift
        if [ -n "$option" ]; then
            option=
            continue
        fi
        case $ended$word in
        --)
            # No word begins with a hyphen from now on.
            ended=.
            ;;
        -*=*) ;;
        -?*)
            _holdfast_command "$command" "$word"
            [ -z "$takes" ] || option=$word
            ;;
        *)
            _holdfast_command "$command" ''
            case $newline$subcommands in
            *"$newline$word$tab"*) command=${command:+$command }$word ;;
            *) position=$((position + 1)) ;;
            esac
            ;;
        esac
    done
    word=$1
    if [ -z "$option" ]; then
        case $ended$word in
        --*=*)
            option=${word%%=*}
            lead=$option=
            word=${word#*=}
            ;;
        -*)
            _holdfast_command "$command" ''
            candidates=$switches
            return
            ;;
        esac
    fi
    _holdfast_command "$command" "${option:-$position}"
    case $takes in
    codes\ *)
        case $program in
        '~/'*) program=$HOME/${program#'~/'} ;;
        esac
        candidates=$("$program" complete "${takes#* }" "$word" 2>/dev/null </dev/null)
        ;;
    words\ *)
        candidates=${takes#* }
        candidates=${candidates// /$newline}
        ;;
    files) files=yes ;;
    *) [ -n "$option" ] || candidates=${subcommands:-$switches} ;;
    esac
}

