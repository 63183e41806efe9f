// SPDX-License-Identifier: GPL-3.0-or-later
#include "output/output_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <system_error>
#include <utility>

#include "output/console.hpp"

namespace thoth::cli {

OutputFile::OutputFile(int descriptor, std::string path)
    : descriptor_(descriptor), path_(std::move(path)), out_(descriptor, path_) {}

OutputFile::OutputFile(OutputFile&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)), path_(std::move(other.path_)), out_(std::move(other.out_)) {}

OutputFile::~OutputFile() {
  if (descriptor_ > STDERR_FILENO) ::close(descriptor_);
}

Result<OutputFile> OutputFile::open(const std::string& path, const Words& words, mode_t mode) {
  if (path == "-") return OutputFile(STDOUT_FILENO, "standard output");
  const int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, mode);
  if (descriptor < 0) return fail(ErrorCode::usage, words.opening, path, std::strerror(errno), words.advice);
  return OutputFile(descriptor, path);
}

Result<void> OutputFile::clear() {
  if (descriptor_ == STDOUT_FILENO) return {};
  struct stat status {};
  const bool is_regular = ::fstat(descriptor_, &status) == 0 && S_ISREG(status.st_mode);
  if (!is_regular || ::ftruncate(descriptor_, 0) == 0) return {};
  return fail(ErrorCode::io, "emptying", path_, std::strerror(errno));
}

namespace {

bool look(const NamedFile& file, struct stat& status) {
  return (file.path == "-" ? ::fstat(file.standard, &status) : ::stat(file.path.c_str(), &status)) == 0;
}

}  // namespace

void warn_of_format_name(const std::string& path, std::initializer_list<std::string_view> formats, Console& console) {
  std::error_code error;
  const bool is_word = std::find(formats.begin(), formats.end(), path) != formats.end();
  if (!is_word || std::filesystem::exists(path, error)) return;
  console.warn(fmt::format("--output {0} writes a file named {0}; for the format {0} use -f {0}", path));
}

mode_t mode_like(const NamedFile& file) {
  struct stat status {};
  const bool is_public = look(file, status) && S_ISREG(status.st_mode) && (status.st_mode & S_IROTH) != 0;
  return is_public ? status.st_mode & 0666 : 0600;
}

bool is_same(const NamedFile& left, const NamedFile& right) {
  struct stat first {};
  struct stat second {};
  if (!look(left, first) || !look(right, second)) return left.path == right.path && left.path != "-";
  return S_ISREG(first.st_mode) && first.st_dev == second.st_dev && first.st_ino == second.st_ino;
}

}  // namespace thoth::cli
