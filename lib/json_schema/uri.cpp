// SPDX-License-Identifier: GPL-3.0-or-later
#include "json_schema/uri.hpp"

#include <uriparser/Uri.h>

#include <memory>

namespace thoth::json_schema {
namespace {

struct FreeUri {
  void operator()(UriUriA* uri) const {
    ::uriFreeUriMembersA(uri);
    delete uri;  // NOLINT(cppcoreguidelines-owning-memory): this is the owner's deleter
  }
};
using Uri = std::unique_ptr<UriUriA, FreeUri>;

/// `text` must outlive what is made of it.
Uri parse(const std::string& text) {
  auto uri = std::make_unique<UriUriA>();
  const char* error = nullptr;
  if (::uriParseSingleUriExA(uri.get(), text.data(), text.data() + text.size(), &error) != URI_SUCCESS) return nullptr;
  return Uri(uri.release());
}

std::optional<std::string> text_of(const UriUriA& uri) {
  int size = 0;
  if (::uriToStringCharsRequiredA(&uri, &size) != URI_SUCCESS) return std::nullopt;
  std::string text(static_cast<std::size_t>(size) + 1, '\0');
  if (::uriToStringA(text.data(), &uri, size + 1, nullptr) != URI_SUCCESS) return std::nullopt;
  text.resize(static_cast<std::size_t>(size));
  return text;
}

}  // namespace

std::optional<std::string> resolve_uri(const std::string& base, const std::string& reference) {
  // Most references stay in their document.
  if (reference.empty() || reference.front() == '#') return base.substr(0, base.find('#')) + reference;
  const Uri from = parse(base);
  const Uri to = parse(reference);
  if (from == nullptr || to == nullptr) return std::nullopt;
  auto resolved = std::make_unique<UriUriA>();
  if (::uriAddBaseUriA(resolved.get(), to.get(), from.get()) != URI_SUCCESS) return std::nullopt;
  const Uri owned(resolved.release());
  return text_of(*owned);
}

SplitUri split_uri(const std::string& uri) {
  const auto hash = uri.find('#');
  if (hash == std::string::npos) return {uri, ""};
  std::string fragment = uri.substr(hash + 1);
  const char* const end = ::uriUnescapeInPlaceA(fragment.data());
  fragment.resize(static_cast<std::size_t>(end - fragment.data()));
  return {uri.substr(0, hash), std::move(fragment)};
}

}  // namespace thoth::json_schema
