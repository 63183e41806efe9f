#include "report_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace thoth::cli {
namespace {

constexpr const char* opening = "opening for the report";
constexpr const char* advice = "name a file that can be written (--output)";

bool is_file(const struct stat& status, const std::string& path) {
  struct stat other {};
  const bool there = path == "-" ? ::fstat(STDIN_FILENO, &other) == 0 : ::stat(path.c_str(), &other) == 0;
  return there && S_ISREG(status.st_mode) && other.st_dev == status.st_dev && other.st_ino == status.st_ino;
}

}  // namespace

ReportFile::ReportFile(int descriptor, std::string path) : descriptor_(descriptor), out_(descriptor, std::move(path)) {}

ReportFile::ReportFile(ReportFile&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)), out_(std::move(other.out_)) {}

ReportFile::~ReportFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

Result<ReportFile> ReportFile::open(const std::string& path, const std::vector<std::string>& inputs) {
  // Nothing of what is there is lost before it is clear that it is no input.
  const int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0666);
  if (descriptor < 0) return fail(ErrorCode::usage, opening, path, std::strerror(errno), advice);
  ReportFile file(descriptor, path);
  struct stat status {};
  if (::fstat(descriptor, &status) != 0) return fail(ErrorCode::usage, opening, path, std::strerror(errno), advice);
  for (const std::string& input : inputs) {
    if (is_file(status, input)) {
      return fail(ErrorCode::usage, opening, path, "it is one of the files to be validated", "name another file");
    }
  }
  if (S_ISREG(status.st_mode) && ::ftruncate(descriptor, 0) != 0) {
    return fail(ErrorCode::usage, opening, path, std::strerror(errno), advice);
  }
  return file;
}

}  // namespace thoth::cli
