// SPDX-License-Identifier: GPL-3.0-or-later
#include "completion/command.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "completion/model.hpp"
#include "completion/words.hpp"
#include "program/context.hpp"
#include "program/help.hpp"
#include "program/options.hpp"

namespace thoth::cli {
namespace {

constexpr const char* completion_examples =
    "  thoth-msg completion bash > thoth-msg.bash\n"
    "  thoth-msg completion zsh > _thoth-msg\n"
    "  thoth-msg completion fish > thoth-msg.fish\n";

const std::vector<std::string>& shells() {
  static const std::vector<std::string> names{"bash", "zsh", "fish"};
  return names;
}

/// What bash and zsh have in common: finding the command that the line names so far, in `at`.
std::string case_of_commands(const CompletionModel& model) {
  std::string patterns;
  for (const CompletionCommand& command : model.commands) {
    if (!command.path.empty()) patterns += (patterns.empty() ? "" : "|") + command.path;
  }
  return patterns;
}

/// The words of `case "$at $prev"` that stand for an option of a command; "*" for one of all commands.
std::string option_patterns(const std::string& path, const CompletionOption& option, bool global) {
  std::string patterns;
  for (const std::string& name : option.names) {
    if (!patterns.empty()) patterns += '|';
    patterns += global ? fmt::format("*\" {}\"", name) : fmt::format("\"{} {}\"", path, name);
  }
  return patterns;
}

/// The names that only a run knows, as --words takes them.
const std::vector<std::string>& kinds_of_words() {
  static const std::vector<std::string> names{"types", "topics", "groups", "channels"};
  return names;
}

/// How a shell is told to offer something.
struct Phrases {
  std::string words_before;
  std::string words_after;
  std::string files;
  std::string files_after_at;
  std::string asked;  ///< of the program; the kind follows
};

std::string offer(const Offer& what, const Phrases& phrases) {
  switch (what.kind) {
    case Offer::Kind::words:
      return phrases.words_before + fmt::format("{}", fmt::join(what.words, " ")) + phrases.words_after;
    case Offer::Kind::types:
      return phrases.asked + "types";
    case Offer::Kind::topics:
      return phrases.asked + "topics";
    case Offer::Kind::groups:
      return phrases.asked + "groups";
    case Offer::Kind::channels:
      return phrases.asked + "channels";
    case Offer::Kind::files:
      return phrases.files;
    case Offer::Kind::files_after_at:
      return phrases.files_after_at;
    case Offer::Kind::nothing:
      break;
  }
  return ":";
}

/// What follows an option: a branch for each that takes a value, those of the commands first.
std::string branches_of_values(const CompletionModel& model, const Phrases& phrases) {
  std::string out = "  case \"$at $prev\" in\n";
  const auto add = [&](const CompletionCommand& command) {
    for (const CompletionOption& option : command.options) {
      if (!option.takes_value) continue;
      out +=
          fmt::format("    {}) {}; return ;;\n", option_patterns(command.path, option, /*global=*/command.path.empty()),
                      offer(option.value, phrases));
    }
  };
  for (std::size_t i = 1; i < model.commands.size(); ++i) add(model.commands[i]);
  add(model.commands.front());
  return out + "  esac\n";
}

/// A name and what it means.
struct Described {
  std::string name;
  std::string description;
};

/// The subcommands of a command. The parser does not know "help" and "version" as commands.
std::vector<Described> commands_below(const CompletionCommand& command) {
  std::vector<Described> list;
  for (std::size_t i = 0; i < command.subcommands.size(); ++i) {
    list.push_back({command.subcommands[i], command.subcommand_descriptions[i]});
  }
  if (command.path.empty()) {
    list.push_back({"help", "Print the help of a command"});
    list.push_back({"version", "Print the versions of thoth-msg, librdkafka and OpenSSL"});
  }
  return list;
}

/// The options that a command takes, by their long names; those of all commands at the end.
std::vector<Described> options_of(const CompletionModel& model, const CompletionCommand& command) {
  std::vector<Described> list;
  for (const CompletionOption& option : command.options) list.push_back({option.names.back(), option.description});
  if (command.path.empty()) return list;
  for (const CompletionOption& option : model.commands.front().options) {
    list.push_back({option.names.back(), option.description});
  }
  return list;
}

std::string names_of(const std::vector<Described>& list) {
  std::string names;
  for (const Described& one : list) names += (names.empty() ? "" : " ") + one.name;
  return names;
}

/// The options that say which cluster and which types are meant, "-b|--brokers|…", followed by `suffix` each.
std::string patterns_to_pass_on(const CompletionModel& model, const std::string& suffix) {
  const std::vector<std::string> passed{"--bootstrap-servers", "--property",        "--config",      "--catalog",
                                        "--catalog-root",      "--catalog-exclude", "--topic-prefix"};
  std::string patterns;
  for (const CompletionOption& option : model.commands.front().options) {
    const bool is_passed = std::any_of(option.names.begin(), option.names.end(), [&passed](const std::string& name) {
      return std::find(passed.begin(), passed.end(), name) != passed.end();
    });
    if (!is_passed) continue;
    for (const std::string& name : option.names) {
      if (!patterns.empty()) patterns += '|';
      patterns += name;
      patterns += suffix;
    }
  }
  return patterns;
}

constexpr const char* bash_functions = R"sh(# bash completion of thoth-msg, made by `thoth-msg completion bash`

# Prints names of a kind. A cluster is asked only if the line, the environment or a configuration file names it.
_thoth_msg_words() {
  local -a line=() with=()
  local i
  read -ra line <<< "${COMP_LINE:-${COMP_WORDS[*]}}"
  for ((i = 1; i < ${#line[@]} - 1; i++)); do
    case "${line[i]}" in
      PASSED) with+=("${line[i]}" "${line[i+1]/#\~/$HOME}") ;;
      PASSED_WITH_VALUE) with+=("${line[i]}") ;;
    esac
  done
  thoth-msg completion --words "$1" "${with[@]}" 2> /dev/null
}

# compgen -W would run what is in a name.
_thoth_msg_offer() {
  local name
  while IFS= read -r name; do
    if [[ $name == "$cur"* ]]; then COMPREPLY+=("$name"); fi
  done < <(_thoth_msg_words "$1")
}

_thoth_msg_files_after_at() {
  local file
  if [[ -n $cur && $cur != @* ]]; then return; fi
  while IFS= read -r file; do COMPREPLY+=("@$file"); done < <(compgen -f -- "${cur#@}")
}

_thoth_msg_options() {
  if [[ $cur == -* ]]; then COMPREPLY+=($(compgen -W "$1" -- "$cur")); fi
}

_thoth_msg() {
  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} at= i
  COMPREPLY=()
  for ((i = 1; i < COMP_CWORD; i++)); do
    case "$at/${COMP_WORDS[i]}" in
      COMMANDS) at="$at/${COMP_WORDS[i]}" ;;
    esac
  done
)sh";

constexpr const char* zsh_functions = R"zsh(#compdef thoth-msg
# zsh completion of thoth-msg, made by `thoth-msg completion zsh`

# Offers names of a kind. A cluster is asked only if the line, the environment or a configuration file names it.
_thoth_msg_offer() {
  local -a with names
  local i
  for ((i = 2; i < CURRENT - 1; i++)); do
    case "${words[i]}" in
      PASSED) with+=("${words[i]}" "${${(Q)words[i+1]}/#\~/$HOME}") ;;
      PASSED_WITH_VALUE) with+=("${(Q)words[i]}") ;;
    esac
  done
  names=(${(f)"$(thoth-msg completion --words "$1" "${with[@]}" 2> /dev/null)"})
  compadd -- "${names[@]}"
}

_thoth_msg_files_after_at() {
  compset -P @ || { compadd -S '' -- @; return; }
  _files
}

_thoth_msg_options() {
  if [[ ${words[CURRENT]} == -* ]]; then _describe -o option "$1"; fi
}

_thoth-msg() {
  local prev=${words[CURRENT-1]} at= i
  local -a commands options
  for ((i = 2; i < CURRENT; i++)); do
    case "$at/${words[i]}" in
      COMMANDS) at="$at/${words[i]}" ;;
    esac
  done
)zsh";

std::string replaced(std::string text, std::string_view name, const std::string& value) {
  for (auto at = text.find(name); at != std::string::npos; at = text.find(name, at + value.size())) {
    text.replace(at, name.size(), value);
  }
  return text;
}

/// A shell's functions with the names that they look for.
std::string with_names(const CompletionModel& model, std::string functions) {
  functions = replaced(std::move(functions), "PASSED_WITH_VALUE", patterns_to_pass_on(model, "=*"));
  functions = replaced(std::move(functions), "PASSED", patterns_to_pass_on(model, ""));
  return replaced(std::move(functions), "COMMANDS", case_of_commands(model));
}

std::string bash_script(const CompletionModel& model) {
  const Phrases phrases{R"(COMPREPLY+=($(compgen -W ")", R"(" -- "$cur")))", R"(COMPREPLY+=($(compgen -f -- "$cur")))",
                        "_thoth_msg_files_after_at", "_thoth_msg_offer "};
  std::string out = with_names(model, bash_functions) + branches_of_values(model, phrases) + "  case \"$at\" in\n";
  for (const CompletionCommand& command : model.commands) {
    out += fmt::format(R"(    "{}"))", command.path);
    const auto commands = commands_below(command);
    if (!commands.empty()) out += fmt::format(R"( COMPREPLY+=($(compgen -W "{}" -- "$cur"));)", names_of(commands));
    if (command.argument.kind != Offer::Kind::nothing) out += ' ' + offer(command.argument, phrases) + ';';
    out += fmt::format(" _thoth_msg_options \"{}\" ;;\n", names_of(options_of(model, command)));
  }
  return out +
         "  esac\n"
         "}\n"
         "complete -o filenames -F _thoth_msg thoth-msg\n";
}

/// Text between single quotes of a shell.
std::string zsh_quoted(std::string_view text) {
  return '\'' + replaced(std::string(text), "'", R"('\'')") + '\'';
}

/// "('send:Validate …' …)".
std::string zsh_list(const std::vector<Described>& list) {
  std::string text = "(";
  for (const Described& one : list)
    text += (text.size() == 1 ? "" : " ") + zsh_quoted(one.name + ':' + one.description);
  return text + ')';
}

std::string zsh_script(const CompletionModel& model) {
  const Phrases phrases{"compadd -- ", "", "_files", "_thoth_msg_files_after_at", "_thoth_msg_offer "};
  std::string out = with_names(model, zsh_functions) + branches_of_values(model, phrases) + "  case \"$at\" in\n";
  for (const CompletionCommand& command : model.commands) {
    out += fmt::format("    \"{}\")\n", command.path);
    const auto commands = commands_below(command);
    if (!commands.empty()) out += "      commands=" + zsh_list(commands) + "; _describe command commands\n";
    if (command.argument.kind != Offer::Kind::nothing) out += "      " + offer(command.argument, phrases) + '\n';
    out += "      options=" + zsh_list(options_of(model, command)) + "; _thoth_msg_options options ;;\n";
  }
  return out +
         "  esac\n"
         "}\n"
         "if [ \"${funcstack[1]}\" = \"_thoth-msg\" ]; then _thoth-msg; else compdef _thoth-msg thoth-msg; fi\n";
}

std::string fish_quoted(std::string_view text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'' || c == '\\') out += '\\';
    out += c;
  }
  return out + '\'';
}

constexpr const char* fish_functions = R"fish(# fish completion of thoth-msg, made by `thoth-msg completion fish`

function __thoth_msg_at
  set -l at ''
  for word in (commandline -opc)[2..-1]
    switch "$at/$word"
      case COMMANDS
        set at "$at/$word"
    end
  end
  test "$at" = "$argv[1]"
end

# Prints names of a kind. A cluster is asked only if the line, the environment or a configuration file names it.
function __thoth_msg_words
  set -l line (commandline -opc)
  set -l with
  for i in (seq 2 (count $line))
    switch $line[$i]
      case PASSED
        if test $i -lt (count $line)
          set -a with $line[$i] (string replace -r '^~' $HOME -- $line[(math $i + 1)])
        end
      case PASSED_WITH_VALUE
        set -a with $line[$i]
    end
  end
  thoth-msg completion --words $argv[1] $with 2> /dev/null
end

function __thoth_msg_files_after_at
  for file in (__fish_complete_path (string replace -r '^@' '' -- (commandline -ct)))
    echo "@$file"
  end
end

complete -c thoth-msg -f
)fish";

/// What fish offers: " -a WORDS", or " -F"; nothing for a value of the user's own.
std::string fish_offer(const Offer& what) {
  const Phrases phrases{"", "", "", "(__thoth_msg_files_after_at)", "(__thoth_msg_words "};
  const std::string words = offer(what, phrases);
  switch (what.kind) {
    case Offer::Kind::nothing:
      return "";
    case Offer::Kind::files:
      return " -F";
    case Offer::Kind::words:
    case Offer::Kind::files_after_at:
      return " -a " + fish_quoted(words);
    case Offer::Kind::types:
    case Offer::Kind::topics:
    case Offer::Kind::groups:
    case Offer::Kind::channels:
      break;
  }
  return " -a " + fish_quoted(words + ')');
}

std::string fish_option(const CompletionOption& option, const std::string& condition) {
  std::string line = "complete -c thoth-msg" + condition;
  for (const std::string& name : option.names) {
    line += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
  }
  if (option.takes_value) line += option.value.kind == Offer::Kind::files ? " -r" : " -x";
  if (option.takes_value) line += fish_offer(option.value);
  return line + " -d " + fish_quoted(option.description) + '\n';
}

std::string fish_script(const CompletionModel& model) {
  const auto spaced = [](std::string patterns) { return replaced(std::move(patterns), "|", " "); };
  std::string quoted_with_value;
  for (const char c : patterns_to_pass_on(model, "=*") + '|') quoted_with_value += c == '|' ? "' '" : std::string(1, c);
  quoted_with_value = '\'' + quoted_with_value.substr(0, quoted_with_value.size() - 2);
  std::string out = replaced(fish_functions, "PASSED_WITH_VALUE", quoted_with_value);
  out = replaced(std::move(out), "PASSED", spaced(patterns_to_pass_on(model, "")));
  out = replaced(std::move(out), "COMMANDS", spaced(case_of_commands(model)));
  for (const CompletionCommand& command : model.commands) {
    const std::string at =
        fmt::format(" -n {}", fish_quoted("__thoth_msg_at " + (command.path.empty() ? "''" : command.path)));
    for (const Described& below : commands_below(command)) {
      out += fmt::format("complete -c thoth-msg{} -a {} -d {}\n", at, below.name, fish_quoted(below.description));
    }
    if (command.argument.kind != Offer::Kind::nothing) {
      out += "complete -c thoth-msg" + at + fish_offer(command.argument) + '\n';
    }
    // The program's own options are taken everywhere.
    for (const CompletionOption& option : command.options) {
      out += fish_option(option, command.path.empty() ? "" : at);
    }
  }
  return out;
}

}  // namespace

const CLI::App* setup_completion(CLI::App& app, CompletionOptions& options) {
  return add_command(
      app, "completion", "Print the completion script for bash, zsh or fish", [&options](CLI::App& command) {
        add_arguments(command, "SHELL", options.shell, "bash|zsh|fish", "bash, zsh or fish");
        add_word(
            command, "--words", kinds_of_words(),
            [&options](std::size_t index) { options.words = static_cast<CompletionWords>(index); },
            "Print the names that the scripts offer, instead of a script; topics and groups come from the cluster, if "
            "an option, a variable or a file names it");
        command.footer(completion_examples);
      });
}

std::string completion_script(Shell shell, const CLI::App& root) {
  const CompletionModel model = completion_model(root);
  switch (shell) {
    case Shell::bash:
      return bash_script(model);
    case Shell::zsh:
      return zsh_script(model);
    case Shell::fish:
      break;
  }
  return fish_script(model);
}

Result<ExitCode> run_completion(const CompletionOptions& options, const CLI::App& root, Context& context) {
  if (options.words) {
    const std::vector<std::string> words = words_to_offer(*options.words, context);
    for (const std::string& word : words) THOTH_TRY(context.out.write(word + '\n'));
    return ExitCode::ok;
  }
  if (options.shell.size() != 1) {
    return fail(ErrorCode::usage, "", "completion", "expected the name of one shell",
                fmt::format("one of {}", fmt::join(shells(), ", ")));
  }
  try {
    const auto shell = static_cast<Shell>(parse_word(options.shell.front(), shells(), "shell"));
    THOTH_TRY(context.out.write(completion_script(shell, root)));
    return ExitCode::ok;
  } catch (const CLI::ValidationError& error) {
    return fail(ErrorCode::usage, "", "completion", error.what());
  }
}

}  // namespace thoth::cli
