// SPDX-License-Identifier: GPL-3.0-or-later
// A configuration file: it is refused with a reason, or each of its settings can be found; either way no secret is
// told.
#include <sys/mman.h>
#include <unistd.h>

#include <sstream>
#include <string>

#include "fuzz.hpp"
#include "thoth/kafka/config.hpp"

namespace thoth::fuzz {
namespace {

/// What every secret is set to here: its own value could be words that an error says anyway.
constexpr std::string_view secret = "quite-secret-0123456789";

/// A file in memory, as resolve() takes the name of one.
class MemoryFile {
 public:
  MemoryFile() : file_(memfd_create("config", 0)) { require(file_ >= 0, "there is a file"); }

  void hold(std::string_view text) const {
    const auto size = static_cast<ssize_t>(text.size());
    require(ftruncate(file_, 0) == 0 && pwrite(file_, text.data(), text.size(), 0) == size, "the file is written");
  }
  [[nodiscard]] std::string path() const { return "/proc/self/fd/" + std::to_string(file_); }

 private:
  int file_;
};

std::string with_secrets_set(std::string_view text) {
  std::istringstream lines{std::string(text)};
  std::string set;
  for (std::string line; std::getline(lines, line);) {
    const auto sign = line.find('=');
    const bool is_secret = sign != std::string::npos && kafka::is_secret(line.substr(0, sign));
    set += is_secret ? line.substr(0, sign + 1) + std::string(secret) : line;
    set += '\n';
  }
  return set;
}

void require_untold(const std::string& told) {
  require(told.find(secret) == std::string::npos, "no secret is told");
}

}  // namespace

void run(std::string_view text) {
  // A value may name a file to read, or a library to load: what is at hand here is no part of the text.
  if (text.find('@') != std::string::npos && text.find('/') != std::string::npos) return;
  if (text.find("plugin") != std::string::npos || text.find(secret) != std::string::npos) return;
  static const MemoryFile file;
  file.hold(with_secrets_set(text));
  kafka::ConfigSources sources;
  sources.config_file = file.path();
  const auto config = kafka::Config::resolve(sources);
  if (!config) {
    require(!config.error().text().empty(), "what is refused has a reason");
    return require_untold(config.error().text());
  }
  for (const kafka::Setting& setting : config->settings()) {
    const kafka::Setting* const found = config->find(setting.name);
    require(found != nullptr && found->value == setting.value, "a setting can be found");
  }
  require_untold(config->dump());
}

}  // namespace thoth::fuzz
