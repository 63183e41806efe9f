// SPDX-License-Identifier: GPL-3.0-or-later
#include "json_schema/documents.hpp"

#include <system_error>
#include <utility>

#include "base/file_uri.hpp"
#include "base/read_file.hpp"
#include "json/describe.hpp"
#include "json_schema/keyword.hpp"
#include "json_schema/metaschemas.hpp"
#include "json_schema/uri.hpp"
#include "yaml/read.hpp"

namespace thoth::json_schema {
namespace {

namespace fs = std::filesystem;

std::string at(const File& file, const Place& place) {
  return file.name + ':' + std::to_string(place.line) + ':' + std::to_string(place.column);
}

/// The draft that $schema names; that of `outer`, or else the newest, where there is no $schema.
Result<Draft> draft_of(const json::Node& node, const File& file, const Resource* outer) {
  const json::Node* const named = node.find("$schema");
  if (named == nullptr) {
    if (outer != nullptr) return outer->draft;
    // AsyncAPI's own schemas are those of draft 7, and more.
    return is_async_api(node) ? Draft::draft_7 : Draft::draft_2020_12;
  }
  if (named->kind == json::Kind::string) {
    const std::string uri = split_uri(std::string(named->text)).document;
    if (uri == "http://json-schema.org/draft-07/schema" || uri == "https://json-schema.org/draft-07/schema") {
      return Draft::draft_7;
    }
    if (uri == "https://json-schema.org/draft/2020-12/schema") return Draft::draft_2020_12;
  }
  return broken(file, *named, "its $schema is " + json::describe(*named) + ", which is not supported",
                "supported: http://json-schema.org/draft-07/schema# and https://json-schema.org/draft/2020-12/schema");
}

bool is_within(const fs::path& path, const fs::path& folder) {
  const auto [end, rest] = std::mismatch(folder.begin(), folder.end(), path.begin(), path.end());
  return end == folder.end();
}

Result<std::string> text_of(const File& file, const json::Node& node, std::string_view keyword) {
  if (node.kind == json::Kind::string) return std::string(node.text);
  return broken(file, node, std::string(keyword) + " must be a string, not " + json::describe(node));
}

Result<void> parse_json(File& file) {
  json::Parsed parsed = json::parse(file.text);
  if (!parsed.violations.empty()) {
    const Violation& first = parsed.violations.front();
    return fail(ErrorCode::usage, "reading the schema", at(file, first.place), first.message());
  }
  file.document = std::move(parsed.document);
  return {};
}

Result<void> parse_yaml(File& file) {
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  if (file.text.starts_with(byte_order_mark)) file.text.erase(0, byte_order_mark.size());
  auto document = yaml::read(file.text);
  if (!document) {
    const Place place = advance(Place{}, std::string_view(file.text).substr(0, document.error().at));
    return fail(ErrorCode::usage, "reading the schema", at(file, place), std::move(document.error().reason),
                std::move(document.error().advice));
  }
  file.document = std::move(*document);
  return {};
}

}  // namespace

bool is_async_api(const json::Node& root) {
  return root.find("asyncapi") != nullptr;
}

bool is_yaml(const fs::path& file) {
  return file.extension() == ".yaml" || file.extension() == ".yml";
}

tl::unexpected<Error> broken(const File& file, const json::Node& node, std::string reason, std::string advice) {
  const Place place = advance(Place{}, std::string_view(file.text).substr(0, node.begin));
  return fail(ErrorCode::usage, "reading the schema", at(file, place), std::move(reason), std::move(advice));
}

Documents::Documents(fs::path folder) : folder_(std::move(folder)) {}

Result<const Resource*> Documents::add(const std::string& uri, std::string name, std::string text) {
  auto file = std::make_unique<File>();
  file->name = std::move(name);
  file->text = std::move(text);
  THOTH_TRY(is_yaml(file->name) ? parse_yaml(*file) : parse_json(*file));
  const json::Node& root = file->document->root();
  if (root.kind != json::Kind::object && root.kind != json::Kind::boolean) {
    return broken(*file, root, "a schema must be an object or a boolean, not " + json::describe(root));
  }
  files_.push_back(std::move(file));
  THOTH_TRY_ASSIGN(Resource* const resource, enter(uri, {&root, nullptr, ""}, *files_.back(), nullptr));
  THOTH_TRY(scan(resource->root));
  return resource;
}

Result<const Resource*> Documents::read(const fs::path& path) {
  const std::string uri = file_uri(path);
  const auto known = by_uri_.find(uri);
  if (known != by_uri_.end()) return known->second;
  THOTH_TRY_ASSIGN(std::string text, read_file(path.string()));
  // As short as people would write it; there may be no current folder any more.
  std::error_code error;
  const fs::path current = fs::current_path(error);
  const fs::path relative = error ? path : fs::proximate(path, current, error);
  const bool is_shorter = !error && *relative.begin() != "..";
  return add(uri, (is_shorter ? relative : path).string(), std::move(text));
}

/// Makes a resource of a schema that has a URI of its own.
Result<Resource*> Documents::enter(const std::string& uri, const Spot& root, const File& file, const Resource* outer) {
  auto resource = std::make_unique<Resource>();
  resource->uri = uri;
  resource->file = &file;
  resource->number = static_cast<std::uint32_t>(resources_.size());
  resource->root = {root.node, resource.get(), root.pointer};
  THOTH_TRY_ASSIGN(resource->draft, draft_of(*root.node, file, outer));
  const auto [known, is_new] = by_uri_.emplace(uri, resource.get());
  if (!is_new) {
    return broken(file, *root.node, "its $id " + uri + " is also that of " + known->second->file->name);
  }
  by_root_.emplace(root.node, resource.get());
  resources_.push_back(std::move(resource));
  return resources_.back().get();
}

/// The resource that a schema belongs to, which is a new one if it has an $id.
Result<Resource*> Documents::scan_id(const Spot& spot) {
  Resource* const outer = resources_[spot.resource->number].get();
  const json::Node* const id = spot.node->find("$id");
  const bool is_hidden = outer->draft == Draft::draft_7 && spot.node->find("$ref") != nullptr;
  if (id == nullptr || is_hidden) return outer;
  THOTH_TRY_ASSIGN(const std::string text, text_of(*outer->file, *id, "$id"));
  const auto uri = resolve_uri(outer->uri, text);
  if (!uri) return broken(*outer->file, *id, "its $id is " + json::describe(*id) + ", which is not a URI reference");
  auto [document, fragment] = split_uri(*uri);
  if (!fragment.empty()) {
    if (outer->draft != Draft::draft_7) {
      return broken(*outer->file, *id, "its $id has a fragment", "since draft 2019-09, use $anchor");
    }
    outer->anchors.emplace(fragment, Anchor{spot, false});
  }
  if (document == outer->uri) return outer;
  if (spot.node != outer->root.node) return enter(document, spot, *outer->file, outer);
  // A document goes by where it was found, and by what it calls itself.
  const auto [known, is_new] = by_uri_.emplace(document, outer);
  if (!is_new) {
    return broken(*outer->file, *id, "its $id " + document + " is also that of " + known->second->file->name);
  }
  outer->uri = document;
  return outer;
}

Result<void> Documents::scan_names(const Spot& spot) {
  Resource& resource = *resources_[spot.resource->number];
  if (resource.draft == Draft::draft_7) return {};
  for (const std::string_view keyword : {"$anchor", "$dynamicAnchor"}) {
    const json::Node* const name = spot.node->find(keyword);
    if (name == nullptr) continue;
    THOTH_TRY_ASSIGN(const std::string text, text_of(*resource.file, *name, keyword));
    Anchor& anchor = resource.anchors.emplace(text, Anchor{spot, false}).first->second;
    if (anchor.spot.node != spot.node) {
      return broken(*resource.file, *name, "the anchor " + json::describe(*name) + " is defined twice");
    }
    anchor.dynamic = anchor.dynamic || keyword == "$dynamicAnchor";
  }
  return {};
}

// Recursion is bounded: a Document is at most json::max_depth deep.
Result<void> Documents::scan(const Spot& spot) {
  if (spot.node->kind != json::Kind::object) return {};
  THOTH_TRY_ASSIGN(const Resource* const resource, scan_id(spot));
  const Spot here{spot.node, resource, spot.pointer};
  THOTH_TRY(scan_names(here));
  return for_each_schema(here, [this](const Spot& part) { return scan(part); });
}

Result<void> Documents::enter_part(const Spot& spot, Draft draft) {
  if (spot.node->find("$schema") != nullptr) {
    THOTH_TRY_ASSIGN(draft, draft_of(*spot.node, *spot.resource->file, nullptr));
  }
  if (draft == spot.resource->draft) return scan(spot);
  // The URI stays that of the document, which references go by.
  auto resource = std::make_unique<Resource>();
  resource->uri = spot.resource->uri;
  resource->file = spot.resource->file;
  resource->number = static_cast<std::uint32_t>(resources_.size());
  resource->root = {spot.node, resource.get(), spot.pointer};
  resource->draft = draft;
  by_root_.emplace(spot.node, resource.get());
  resources_.push_back(std::move(resource));
  return scan(resources_.back()->root);
}

Result<const Resource*> Documents::find(const std::string& uri) {
  const auto known = by_uri_.find(uri);
  if (known != by_uri_.end()) return known->second;
  if (const auto text = metaschema(uri)) return add(uri, uri, std::string(*text));
  const auto path = path_of_uri(uri);
  if (!path || folder_.empty()) return nullptr;
  std::error_code error;
  const fs::path canonical = fs::canonical(*path, error);
  if (error || !is_within(canonical, folder_)) return nullptr;
  return read(canonical);
}

const Resource* Documents::resource_of(const Spot& spot) const {
  const auto root = by_root_.find(spot.node);
  return root == by_root_.end() ? spot.resource : root->second;
}

/// The member or element that a pointer of one step leads to, or null. References lead into the same large objects
/// again and again, so that their members are kept by name.
const json::Node* Documents::part(const json::Node& whole, const json::Pointer& step) {
  constexpr std::size_t many = 16;
  if (whole.members.size() < many) return step.find(whole);
  auto& by_name = members_[&whole];
  if (by_name.empty()) {
    for (const json::Member& member : whole.members) by_name.emplace(member.name, &member.value);
  }
  const auto found = by_name.find(step.steps().front());
  return found == by_name.end() ? nullptr : found->second;
}

/// Follows a JSON pointer, and enters the resources on its way.
std::optional<Spot> Documents::walk(const Spot& from, std::string_view pointer) {
  Spot spot = from;
  while (!pointer.empty()) {
    const std::string_view token = pointer.substr(0, pointer.find('/', 1));
    const auto one = json::Pointer::parse(token);
    spot.node = one ? part(*spot.node, *one) : nullptr;
    if (spot.node == nullptr) return std::nullopt;
    spot.pointer += token;
    spot.resource = resource_of(spot);
    pointer.remove_prefix(token.size());
  }
  return spot;
}

Result<Target> Documents::resolve(const Spot& from, const json::Node& reference) {
  const File& file = *from.resource->file;
  THOTH_TRY_ASSIGN(const std::string text, text_of(file, reference, "a reference"));
  const auto uri = resolve_uri(from.resource->uri, text);
  if (!uri)
    return broken(file, reference, "it refers to " + json::describe(reference) + ", which is not a URI reference");
  const auto [document, fragment] = split_uri(*uri);
  THOTH_TRY_ASSIGN(const Resource* const resource, find(document));
  if (resource == nullptr) {
    return broken(file, reference, "it refers to " + document + ", which is not in the catalog",
                  "nothing is downloaded: put that document into the catalog's folder, with this $id");
  }
  const bool from_async_api = is_async_api(file.document->root()) || parts_.contains(&file);
  if (from_async_api && resource->file != &file) parts_.insert(resource->file);
  if (fragment.empty()) return Target{resource->root, ""};
  if (fragment.front() == '/') {
    const auto spot = walk(resource->root, fragment);
    if (spot) return Target{*spot, ""};
  } else if (const auto anchor = resource->anchors.find(fragment); anchor != resource->anchors.end()) {
    return Target{anchor->second.spot, anchor->second.dynamic ? fragment : ""};
  }
  return broken(file, reference,
                "it refers to #" + fragment + " of " + resource->file->name + ", which does not exist");
}

}  // namespace thoth::json_schema
