// SPDX-License-Identifier: GPL-3.0-or-later
#include "send/scratch.hpp"

#include <unistd.h>

#include <cerrno>
#include <string>
#include <utility>

namespace thoth::cli {
namespace {

bool write_at(int descriptor, std::string_view bytes, std::uint64_t offset) {
  while (!bytes.empty()) {
    const auto written = ::pwrite(descriptor, bytes.data(), bytes.size(), static_cast<off_t>(offset));
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(written));
    offset += static_cast<std::uint64_t>(written);
  }
  return true;
}

}  // namespace

int Scratch::descriptor() {
  const std::lock_guard lock(mutex_);
  if (file_.get() < 0) {
    if (auto made = file::temporary_file(folder_)) file_ = *std::move(made);
  }
  return file_.get();
}

std::optional<std::uint64_t> Scratch::put(std::string_view bytes) {
  if (failed_) return std::nullopt;
  const int to = descriptor();
  const std::uint64_t offset = size_.fetch_add(bytes.size());
  if (to >= 0 && write_at(to, bytes, offset)) return offset;
  failed_ = true;  // a full disk is not tried again with each part
  return std::nullopt;
}

bool Scratch::seal() {
  if (file_.get() < 0) return false;
  auto source = file::Source::open("/proc/self/fd/" + std::to_string(file_.get()));
  if (!source || !source->whole()) return false;
  source_.emplace(std::move(*source));
  return true;
}

}  // namespace thoth::cli
