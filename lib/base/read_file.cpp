// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/read_file.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <string>

namespace thoth {
namespace {

constexpr std::size_t block_size = std::size_t{64} << 10;

struct Close {
  void operator()(std::FILE* file) const { std::fclose(file); }
};

tl::unexpected<Error> unreadable(const std::string& path, int error) {
  return fail(ErrorCode::usage, "reading", path, error == EISDIR ? "it is a directory" : std::strerror(error));
}

}  // namespace

Result<std::string> read_file(const std::string& path, std::size_t max) {
  const std::unique_ptr<std::FILE, Close> file(std::fopen(path.c_str(), "rbe"));
  if (!file) return unreadable(path, errno);
  std::string content;
  while (content.size() <= max) {
    const std::size_t before = content.size();
    content.resize(before + std::min(block_size, max + 1 - before));
    const std::size_t count = std::fread(content.data() + before, 1, content.size() - before, file.get());
    content.resize(before + count);
    if (count > 0) continue;
    if (std::ferror(file.get()) != 0) return unreadable(path, errno);
    return content;
  }
  return fail(ErrorCode::usage, "reading", path, "it is larger than " + std::to_string(max >> 20) + " MiB");
}

}  // namespace thoth
