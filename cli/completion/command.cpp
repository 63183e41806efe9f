// SPDX-License-Identifier: GPL-3.0-or-later
#include "completion/command.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "completion/model.hpp"
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

/// How a shell is told to offer words, or files.
struct Phrases {
  std::string words_before;
  std::string words_after;
  std::string files;
  std::string nothing;
};

std::string offer(const CompletionModel& model, const Offer& what, const Phrases& phrases) {
  switch (what.kind) {
    case Offer::Kind::words:
      return phrases.words_before + fmt::format("{}", fmt::join(what.words, " ")) + phrases.words_after;
    case Offer::Kind::types:
      return phrases.words_before + fmt::format("{}", fmt::join(model.types, " ")) + phrases.words_after;
    case Offer::Kind::files:
      return phrases.files;
    case Offer::Kind::nothing:
      break;
  }
  return phrases.nothing;
}

/// The branches that bash and zsh share: first what follows an option, then what a command takes.
std::string branches(const CompletionModel& model, const Phrases& phrases) {
  std::string out = "  case \"$at $prev\" in\n";
  for (const CompletionCommand& command : model.commands) {
    const bool global = command.path.empty();
    if (global) continue;
    for (const CompletionOption& option : command.options) {
      if (!option.takes_value) continue;
      out += fmt::format("    {}) {}; return ;;\n", option_patterns(command.path, option, false),
                         offer(model, option.value, phrases));
    }
  }
  for (const CompletionOption& option : model.commands.front().options) {
    if (!option.takes_value) continue;
    out +=
        fmt::format("    {}) {}; return ;;\n", option_patterns("", option, true), offer(model, option.value, phrases));
  }
  out += "  esac\n  case \"$at\" in\n";
  for (const CompletionCommand& command : model.commands) {
    Offer words{Offer::Kind::words, command.subcommands};
    if (command.argument.kind == Offer::Kind::types) {
      words.words.insert(words.words.end(), model.types.begin(), model.types.end());
    } else if (command.argument.kind == Offer::Kind::words) {
      words.words.insert(words.words.end(), command.argument.words.begin(), command.argument.words.end());
    }
    const auto add_names = [&words](const std::vector<CompletionOption>& options) {
      for (const CompletionOption& option : options) words.words.push_back(option.names.back());
    };
    add_names(command.options);
    if (!command.path.empty()) add_names(model.commands.front().options);
    const bool files = command.argument.kind == Offer::Kind::files;
    out += fmt::format("    \"{}\") {}{} ;;\n", command.path, offer(model, words, phrases),
                       files ? "; " + phrases.files : "");
  }
  return out + "  esac\n";
}

std::string bash_script(const CompletionModel& model) {
  const Phrases phrases{R"(COMPREPLY+=($(compgen -W ")", R"(" -- "$cur")))", R"(COMPREPLY+=($(compgen -f -- "$cur")))",
                        ":"};
  return "# bash completion of thoth-msg, made by `thoth-msg completion bash`\n"
         "_thoth_msg() {\n"
         "  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} at= i\n"
         "  COMPREPLY=()\n"
         "  for ((i = 1; i < COMP_CWORD; i++)); do\n"
         "    case \"$at/${COMP_WORDS[i]}\" in\n"
         "      " +
         case_of_commands(model) +
         ") at=\"$at/${COMP_WORDS[i]}\" ;;\n"
         "    esac\n"
         "  done\n" +
         branches(model, phrases) +
         "}\n"
         "complete -o filenames -F _thoth_msg thoth-msg\n";
}

std::string zsh_script(const CompletionModel& model) {
  const Phrases phrases{"compadd -- ", "", "_files", ":"};
  return "#compdef thoth-msg\n"
         "# zsh completion of thoth-msg, made by `thoth-msg completion zsh`\n"
         "_thoth-msg() {\n"
         "  local prev=${words[CURRENT-1]} at= i\n"
         "  for ((i = 2; i < CURRENT; i++)); do\n"
         "    case \"$at/${words[i]}\" in\n"
         "      " +
         case_of_commands(model) +
         ") at=\"$at/${words[i]}\" ;;\n"
         "    esac\n"
         "  done\n" +
         branches(model, phrases) +
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

std::string fish_option(const CompletionModel& model, const CompletionOption& option, const std::string& condition) {
  std::string line = "complete -c thoth-msg" + condition;
  for (const std::string& name : option.names) {
    line += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
  }
  if (option.takes_value) {
    line += option.value.kind == Offer::Kind::files ? " -r -F" : " -x";
    if (option.value.kind == Offer::Kind::words)
      line += " -a " + fish_quoted(fmt::format("{}", fmt::join(option.value.words, " ")));
    if (option.value.kind == Offer::Kind::types)
      line += " -a " + fish_quoted(fmt::format("{}", fmt::join(model.types, " ")));
  }
  return line + " -d " + fish_quoted(option.description) + '\n';
}

std::string fish_script(const CompletionModel& model) {
  std::string out =
      "# fish completion of thoth-msg, made by `thoth-msg completion fish`\n"
      "function __thoth_msg_at\n"
      "  set -l at ''\n"
      "  for word in (commandline -opc)[2..-1]\n"
      "    switch \"$at/$word\"\n"
      "      case";
  for (const CompletionCommand& command : model.commands) {
    if (!command.path.empty()) out += ' ' + fish_quoted(command.path);
  }
  out +=
      "\n"
      "        set at \"$at/$word\"\n"
      "    end\n"
      "  end\n"
      "  test \"$at\" = \"$argv[1]\"\n"
      "end\n"
      "complete -c thoth-msg -f\n";
  for (const CompletionCommand& command : model.commands) {
    const std::string condition =
        fmt::format(" -n {}", fish_quoted("__thoth_msg_at " + (command.path.empty() ? "''" : command.path)));
    const std::string at = command.path.empty() ? " -n '__thoth_msg_at \"\"'" : condition;
    for (std::size_t i = 0; i < command.subcommands.size(); ++i) {
      out += fmt::format("complete -c thoth-msg{} -a {} -d {}\n", at, command.subcommands[i],
                         fish_quoted(command.subcommand_descriptions[i]));
    }
    if (command.argument.kind == Offer::Kind::files) out += "complete -c thoth-msg" + at + " -F\n";
    if (command.argument.kind == Offer::Kind::types) {
      out += fmt::format("complete -c thoth-msg{} -a {}\n", at,
                         fish_quoted(fmt::format("{}", fmt::join(model.types, " "))));
    }
    if (command.argument.kind == Offer::Kind::words) {
      out += fmt::format("complete -c thoth-msg{} -a {}\n", at,
                         fish_quoted(fmt::format("{}", fmt::join(command.argument.words, " "))));
    }
    // The program's own options are taken everywhere.
    for (const CompletionOption& option : command.options) {
      out += fish_option(model, option, command.path.empty() ? "" : condition);
    }
  }
  return out;
}

}  // namespace

const CLI::App* setup_completion(CLI::App& app, CompletionOptions& options) {
  return add_command(app, "completion", "Print the completion script for bash, zsh or fish",
                     [&options](CLI::App& command) {
                       add_arguments(command, "SHELL", options.shell, "bash|zsh|fish", "bash, zsh or fish");
                       command.footer(completion_examples);
                     });
}

std::string completion_script(Shell shell, const CLI::App& root, const std::vector<std::string>& types) {
  const CompletionModel model = completion_model(root, types);
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
  if (options.shell.size() != 1) {
    return fail(ErrorCode::usage, "", "completion", "expected the name of one shell",
                fmt::format("one of {}", fmt::join(shells(), ", ")));
  }
  try {
    const auto shell = static_cast<Shell>(parse_word(options.shell.front(), shells()));
    THOTH_TRY(context.out.write(completion_script(shell, root, context.types.topics())));
    return ExitCode::ok;
  } catch (const CLI::ValidationError& error) {
    return fail(ErrorCode::usage, "", "completion", error.what());
  }
}

}  // namespace thoth::cli
