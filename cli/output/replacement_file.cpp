// SPDX-License-Identifier: GPL-3.0-or-later
#include "output/replacement_file.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <system_error>
#include <utility>

namespace thoth::cli {
namespace {

/// What a path stands for: the end of a chain of symbolic links, whether there is a file or not.
std::string resolved(std::string path) {
  constexpr int max_links = 40;  // as many as the kernel follows
  for (int links = 0; links < max_links; ++links) {
    std::error_code error;
    const std::filesystem::path next = std::filesystem::read_symlink(path, error);
    if (error) break;
    path = next.is_absolute() ? next.string() : file::folder_of(path) + '/' + next.string();
  }
  return path;
}

/// What the umask leaves of a new file's permissions.
mode_t usual_mode(mode_t most) {
  const mode_t mask = ::umask(0);
  ::umask(mask);
  return 0666 & most & ~mask;
}

/// Gives a file the owner, group and permissions of another. Where the group must be another one, it may do no more
/// than all others.
void make_like(int descriptor, const struct stat& other, mode_t most) {
  mode_t mode = other.st_mode & 0777 & most;
  const bool is_in_group = ::fchown(descriptor, other.st_uid, other.st_gid) == 0 ||
                           ::fchown(descriptor, static_cast<uid_t>(-1), other.st_gid) == 0;
  if (!is_in_group) mode &= 0707 | ((mode & 07) << 3U);
  ::fchmod(descriptor, mode);
}

}  // namespace

ReplacementFile::ReplacementFile(file::PendingFile file, std::string target, std::string writing)
    : file_(std::move(file)),
      target_(std::move(target)),
      writing_(std::move(writing)),
      out_(file_.descriptor(), target_) {}

Result<ReplacementFile> ReplacementFile::open(const std::string& path, Words words, mode_t most) {
  const std::string target = resolved(path);
  struct stat status {};
  const bool exists = ::stat(target.c_str(), &status) == 0;
  if (exists && !S_ISREG(status.st_mode)) {
    return fail(ErrorCode::usage, "creating", path,
                S_ISDIR(status.st_mode) ? "it is a directory" : "it is not a regular file", std::move(words.making));
  }
  auto made = file::PendingFile::make(target);
  if (!made) {
    Error error = std::move(made).error();
    return fail(ErrorCode::usage, std::move(error.doing), std::move(error.subject), std::move(error.reason),
                std::move(words.making));
  }
  if (exists) {
    make_like(made->descriptor(), status, most);
  } else {
    ::fchmod(made->descriptor(), usual_mode(most));
  }
  return ReplacementFile(std::move(*made), target, std::move(words.writing));
}

Result<void> ReplacementFile::write(std::string_view text) {
  size_ += text.size();
  return out_.write(text);
}

Result<void> ReplacementFile::commit() {
  THOTH_TRY(out_.flush());
  if (::ftruncate(descriptor(), static_cast<off_t>(size_)) != 0 || ::fsync(descriptor()) != 0) return failed(errno);
  if (const int error = file_.put_in_place(); error != 0) return failed(error);
  return {};
}

tl::unexpected<Error> ReplacementFile::failed(int error) const {
  return fail(ErrorCode::io, writing_, target_, std::strerror(error), "free some space there");
}

}  // namespace thoth::cli
