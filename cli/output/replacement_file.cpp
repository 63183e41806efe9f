// SPDX-License-Identifier: GPL-3.0-or-later
#include "output/replacement_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <utility>

namespace thoth::cli {
namespace {

/// What a path stands for, where it is a symbolic link; the path itself where there is nothing yet.
std::string resolved(const std::string& path) {
  const std::unique_ptr<char, decltype(&std::free)> real(::realpath(path.c_str(), nullptr), &std::free);
  return real ? std::string(real.get()) : path;
}

std::string folder_of(const std::string& path) {
  const auto slash = path.rfind('/');
  if (slash == std::string::npos) return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

/// What a new file's mode would be, which mkstemp does not ask for.
mode_t usual_mode() {
  const mode_t mask = ::umask(0);
  ::umask(mask);
  return 0666 & ~mask;
}

}  // namespace

ReplacementFile::ReplacementFile(int descriptor, std::string path, std::string target, std::string writing)
    : descriptor_(descriptor),
      path_(std::move(path)),
      target_(std::move(target)),
      writing_(std::move(writing)),
      out_(descriptor, target_) {}

ReplacementFile::ReplacementFile(ReplacementFile&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)),
      path_(std::exchange(other.path_, std::string())),
      target_(std::move(other.target_)),
      writing_(std::move(other.writing_)),
      out_(std::move(other.out_)),
      size_(other.size_) {}

ReplacementFile::~ReplacementFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
  if (!path_.empty()) ::unlink(path_.c_str());
}

Result<ReplacementFile> ReplacementFile::open(const std::string& path, Words words) {
  const std::string target = resolved(path);
  struct stat status {};
  const bool exists = ::stat(target.c_str(), &status) == 0;
  if (exists && !S_ISREG(status.st_mode)) {
    return fail(ErrorCode::usage, "creating", path,
                S_ISDIR(status.st_mode) ? "it is a directory" : "it is not a regular file", std::move(words.making));
  }
  std::string name = target + ".XXXXXX";
  const int descriptor = ::mkostemp(name.data(), O_CLOEXEC);
  if (descriptor < 0) {
    return fail(ErrorCode::usage, "creating a file in", folder_of(target), std::strerror(errno),
                std::move(words.making));
  }
  ReplacementFile file(descriptor, std::move(name), target, std::move(words.writing));
  ::fchmod(descriptor, exists ? status.st_mode & 07777 : usual_mode());
  return file;
}

Result<void> ReplacementFile::write(std::string_view text) {
  size_ += text.size();
  return out_.write(text);
}

Result<void> ReplacementFile::commit() {
  THOTH_TRY(out_.flush());
  if (::ftruncate(descriptor_, static_cast<off_t>(size_)) != 0 || ::fsync(descriptor_) != 0) return failed(errno);
  if (::rename(path_.c_str(), target_.c_str()) != 0) return failed(errno);
  path_.clear();
  return {};
}

tl::unexpected<Error> ReplacementFile::failed(int error) const {
  return fail(ErrorCode::io, writing_, target_, std::strerror(error), "free some space there");
}

}  // namespace thoth::cli
