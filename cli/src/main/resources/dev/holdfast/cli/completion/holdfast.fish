# Completes holdfast. Written by "holdfast completion"; write it again after an update.

# Tells what a command has, and what an option or an argument of it takes.
# $argv[1]: the command, such as "products list"; $argv[2]: the option, or the position of the argument.
# Sets __holdfast_subcommands and __holdfast_switches, each with a description behind a tab; and __holdfast_takes.
function __holdfast_command
    set -g __holdfast_subcommands
    set -g __holdfast_switches
    set -g __holdfast_takes
    switch $argv[1]
@COMMANDS@
    end
end

function __holdfast_complete
    set -l tokens (commandline -opc)
    set -l program (string replace -r '^~/' $HOME/ -- $tokens[1])
    set -l word (string trim -l -c '"\'' -- (commandline -ct))
    set -e tokens[1]
    set -l command ''
    set -l position 1
    set -l option ''
    set -l ended ''
    set -l lead ''
    for token in $tokens
        if test -n "$option"
            set option ''
            continue
        end
        switch "$ended$token"
            case --
                # No word begins with a hyphen from now on.
                set ended .
            case - '-*=*'
            case '-*'
                __holdfast_command "$command" $token
                test -z "$__holdfast_takes"; or set option $token
            case '*'
                __holdfast_command "$command" ''
                if contains -- "$token" (string replace -r '\t.*' '' -- $__holdfast_subcommands)
                    set command (string trim -- "$command $token")
                else
                    set position (math $position + 1)
                end
        end
    end
    if test -z "$option"
        switch "$ended$word"
            case '--*=*'
                set option (string replace -r '=.*' '' -- $word)
                set lead $option=
                set word (string replace -r '^[^=]*=' '' -- $word)
            case '-*'
                __holdfast_command "$command" ''
                printf '%s\n' $__holdfast_switches
                return
        end
    end
    test -n "$option"; and set -l argument $option; or set -l argument $position
    __holdfast_command "$command" $argument
    switch "$__holdfast_takes[1]"
        case codes
            printf '%s\n' $lead(command $program complete $__holdfast_takes[2] "$word" 2>/dev/null </dev/null)
        case words
            printf '%s\n' $lead$__holdfast_takes[2..]
        case files
            printf '%s\n' $lead(__fish_complete_path "$word")
        case '*'
            if test -z "$option"
                if test -n "$__holdfast_subcommands"
                    printf '%s\n' $__holdfast_subcommands
                else
                    printf '%s\n' $__holdfast_switches
                end
            end
    end
end

complete -c holdfast -f -k -a '(__holdfast_complete)'
