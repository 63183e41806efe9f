// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/file_uri.hpp"

#include <uriparser/Uri.h>

namespace thoth {

std::string file_uri(const std::filesystem::path& path) {
  const std::string& name = path.native();
  // As uriparser says: each byte may become three, after the scheme.
  std::string uri(8 + 3 * name.size(), '\0');
  ::uriUnixFilenameToUriStringA(name.c_str(), uri.data());
  uri.resize(uri.find('\0'));
  return uri;
}

std::optional<std::filesystem::path> path_of_uri(const std::string& uri) {
  if (!uri.starts_with("file:")) return std::nullopt;
  std::string name(uri.size() + 1, '\0');
  if (::uriUriStringToUnixFilenameA(uri.c_str(), name.data()) != URI_SUCCESS) return std::nullopt;
  name.resize(name.find('\0'));
  return name;
}

}  // namespace thoth
