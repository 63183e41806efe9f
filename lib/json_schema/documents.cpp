// SPDX-License-Identifier: GPL-3.0-or-later
#include "json_schema/documents.hpp"

#include <algorithm>
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

/// The draft that a URI of $schema names, if it is one of the standard's own.
std::optional<Draft> standard_draft(std::string_view uri) {
  for (const std::string_view scheme : {"http://", "https://"}) {
    constexpr std::string_view host = "json-schema.org/";
    if (!uri.starts_with(scheme) || !uri.substr(scheme.size()).starts_with(host)) continue;
    uri.remove_prefix(scheme.size() + host.size());
    if (uri == "draft-04/schema") return Draft::draft_4;
    if (uri == "draft-06/schema") return Draft::draft_6;
    if (uri == "draft-07/schema") return Draft::draft_7;
    if (uri == "draft/2019-09/schema") return Draft::draft_2019_09;
    // "schema" is the newest there is.
    if (uri == "draft/2020-12/schema" || uri == "schema") return Draft::draft_2020_12;
  }
  return std::nullopt;
}

/// What a schema is told by in its draft.
std::string_view id_keyword(Draft draft) {
  return draft == Draft::draft_4 ? "id" : "$id";
}

/// The vocabularies that a URI of $vocabulary stands for, as bits; none if it is not one of the standard's.
std::optional<std::uint8_t> vocabularies(std::string_view uri) {
  constexpr auto bit = [](Vocabulary one) { return static_cast<std::uint8_t>(1U << static_cast<std::uint8_t>(one)); };
  const bool of_2019 = uri.starts_with("https://json-schema.org/draft/2019-09/vocab/");
  if (!of_2019 && !uri.starts_with("https://json-schema.org/draft/2020-12/vocab/")) return std::nullopt;
  const std::string_view name = uri.substr(uri.rfind('/') + 1);
  // Draft 2019-09 has the unevaluated… among what applies schemas.
  if (name == "applicator") {
    return static_cast<std::uint8_t>(bit(Vocabulary::applicator) | (of_2019 ? bit(Vocabulary::unevaluated) : 0));
  }
  if (name == "unevaluated") return bit(Vocabulary::unevaluated);
  if (name == "validation") return bit(Vocabulary::validation);
  if (name.starts_with("format")) return bit(Vocabulary::format);
  constexpr std::uint8_t none = 0;
  const bool is_known = name == "core" || name == "meta-data" || name == "content";
  return is_known ? std::optional(none) : std::nullopt;
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

Result<const Resource*> Documents::add(const std::string& uri, std::string name, std::string text) {
  auto file = std::make_unique<File>();
  file->name = std::move(name);
  file->uri = uri;
  file->text = std::move(text);
  return add(std::move(file));
}

Result<const Resource*> Documents::add(std::unique_ptr<File> file) {
  THOTH_TRY(is_yaml(file->name) ? parse_yaml(*file) : parse_json(*file));
  const json::Node& root = file->document->root();
  if (root.kind != json::Kind::object && root.kind != json::Kind::boolean) {
    return broken(*file, root, "a schema must be an object or a boolean, not " + json::describe(root));
  }
  files_.push_back(std::move(file));
  Resource* const resource = enter(files_.back()->uri, {&root, nullptr, ""}, *files_.back(), nullptr);
  scan(resource->root);
  return resource;
}

Result<const Resource*> Documents::read(const fs::path& path) {
  auto file = std::make_unique<File>();
  file->uri = file_uri(path);
  file->path = path;
  if (const auto known = by_uri_.find(file->uri); known != by_uri_.end()) return known->second;
  if (const auto unread = unread_.find(file->uri); unread != unread_.end()) {
    return tl::unexpected<Error>(unread->second);
  }
  // As short as people would write it; there may be no current folder any more.
  std::error_code error;
  const fs::path current = fs::current_path(error);
  const fs::path relative = error ? path : fs::proximate(path, current, error);
  const bool is_shorter = !error && *relative.begin() != "..";
  file->name = (is_shorter ? relative : path).string();
  const std::string uri = file->uri;
  auto text = read_file(path.string());
  if (text) file->text = std::move(*text);
  auto added = text ? add(std::move(file)) : tl::unexpected<Error>(std::move(text).error());
  if (!added) unread_.emplace(uri, added.error());
  return added;
}

const File* Documents::loaded(const std::string& uri) const {
  const auto known = by_uri_.find(uri);
  return known != by_uri_.end() ? known->second->file : nullptr;
}

const Error* Documents::fault(const Spot& spot) const {
  if (faults_.empty()) return nullptr;
  auto found = faults_.find(spot.node);
  if (found == faults_.end()) found = faults_.find(spot.resource->root.node);
  return found != faults_.end() ? &found->second : nullptr;
}

/// The dialect that $schema names; that of `outer`, or else the newest, where there is no $schema. `base` is what a
/// relative URI goes by.
Result<Dialect> Documents::dialect_of(const json::Node& node, const File& file, const Resource* outer,
                                      const std::string& base) {
  const json::Node* const named = node.find("$schema");
  if (named == nullptr) {
    if (outer != nullptr) return outer->dialect;
    // AsyncAPI's own schemas are those of draft 7, and more.
    return Dialect{is_async_api(node) ? Draft::draft_7 : Draft::draft_2020_12, 0};
  }
  const auto uri = named->kind == json::Kind::string ? resolve_uri(base, std::string(named->text)) : std::nullopt;
  if (uri) {
    const std::string document = split_uri(*uri).document;
    if (const auto draft = standard_draft(document)) return Dialect{*draft, 0};
    const auto dialect = THOTH_TRY(dialect_named(document, file, *named));
    if (dialect) return *dialect;
  }
  return broken(file, *named, "its $schema is " + json::describe(*named) + ", which is not supported",
                "supported: drafts 4, 6, 7, 2019-09 and 2020-12, such as https://json-schema.org/draft/2020-12/schema");
}

/// The dialect of a metaschema that users bring: its own, without the vocabularies that its $vocabulary leaves out.
/// None if it is not known.
Result<std::optional<Dialect>> Documents::dialect_named(const std::string& uri, const File& file,
                                                        const json::Node& named) {
  // One that says of itself what it means says nothing.
  if (!naming_.insert(uri).second) return std::nullopt;
  const auto found = find(uri, file, named);
  naming_.erase(uri);
  if (!found) return std::nullopt;
  const Resource* const meta = *found;
  Dialect dialect = meta->dialect;
  const json::Node* const list = meta->root.node->find("$vocabulary");
  if (list == nullptr || dialect.draft < Draft::draft_2019_09) return dialect;
  constexpr std::uint8_t all_but_core = 0xFE;
  dialect.left_out = all_but_core;
  for (const json::Member& vocabulary : list->members) {
    const auto known = vocabularies(vocabulary.name);
    if (known) dialect.left_out = static_cast<std::uint8_t>(dialect.left_out & ~*known);
    const bool is_required = vocabulary.value.kind == json::Kind::boolean && vocabulary.value.truth;
    if (!known && is_required) {
      return broken(file, named,
                    "its $schema needs the vocabulary " + std::string(vocabulary.name) + ", which is not supported");
    }
  }
  return dialect;
}

/// Makes a resource of a schema that has a URI of its own.
Resource* Documents::enter(const std::string& uri, const Spot& root, const File& file, const Resource* outer) {
  // What an AsyncAPI document's $schema names is for editors. A metaschema that is read for its dialect comes first.
  const bool is_root_of_async_api = outer == nullptr && is_async_api(*root.node);
  const Result<Dialect> dialect =
      is_root_of_async_api ? Dialect{Draft::draft_7, 0} : dialect_of(*root.node, file, outer, uri);
  if (!dialect) faults_.emplace(root.node, dialect.error());
  auto resource = std::make_unique<Resource>();
  resource->uri = uri;
  resource->file = &file;
  resource->dialect = dialect.value_or(Dialect{});
  resource->number = static_cast<std::uint32_t>(resources_.size());
  resource->root = {root.node, resource.get(), root.pointer};
  const auto [known, is_new] = by_uri_.emplace(uri, resource.get());
  if (!is_new) {
    auto fault = broken(file, *root.node, "its $id " + uri + " is also that of " + known->second->file->name);
    faults_.emplace(root.node, std::move(fault).value());
  }
  by_root_.emplace(root.node, resource.get());
  resources_.push_back(std::move(resource));
  return resources_.back().get();
}

/// The resource that a schema belongs to, which is a new one if it has an $id.
Result<Resource*> Documents::scan_id(const Spot& spot) {
  if (const auto known = by_root_.find(spot.node); known != by_root_.end() && spot.resource->root.node != spot.node) {
    return known->second;
  }
  Resource* const outer = resources_[spot.resource->number].get();
  // A schema within another may be of another draft, whose keyword for the identifier it then has.
  const json::Node* const own = spot.node->find("$schema");
  const bool is_named = own != nullptr && own->kind == json::Kind::string;
  const auto known_draft = is_named ? standard_draft(split_uri(std::string(own->text)).document) : std::nullopt;
  const Draft draft = known_draft.value_or(outer->dialect.draft);
  const std::string_view keyword = id_keyword(draft);
  const json::Node* const id = spot.node->find(keyword);
  const bool is_hidden = draft <= Draft::draft_7 && spot.node->find("$ref") != nullptr;
  if (id == nullptr || is_hidden) return outer;
  const std::string text = THOTH_TRY(text_of(*outer->file, *id, keyword));
  const auto uri = resolve_uri(outer->uri, text);
  if (!uri) {
    return broken(*outer->file, *id,
                  "its " + std::string(keyword) + " is " + json::describe(*id) + ", which is not a URI reference");
  }
  auto [document, fragment] = split_uri(*uri);
  if (!fragment.empty()) {
    if (draft > Draft::draft_7) {
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
  const Draft draft = resource.dialect.draft;
  if (draft <= Draft::draft_7) return {};
  if (draft == Draft::draft_2019_09 && spot.node == resource.root.node) {
    const json::Node* const recursive = spot.node->find("$recursiveAnchor");
    if (recursive != nullptr && recursive->truth) resource.anchors.emplace(recursive_anchor, Anchor{spot, true});
  }
  for (const std::string_view keyword : {"$anchor", "$dynamicAnchor"}) {
    const json::Node* const name = spot.node->find(keyword);
    if (name == nullptr || (draft == Draft::draft_2019_09 && keyword == "$dynamicAnchor")) continue;
    const std::string text = THOTH_TRY(text_of(*resource.file, *name, keyword));
    Anchor& anchor = resource.anchors.emplace(text, Anchor{spot, false}).first->second;
    if (anchor.spot.node != spot.node) {
      return broken(*resource.file, *name, "the anchor " + json::describe(*name) + " is defined twice");
    }
    anchor.dynamic = anchor.dynamic || keyword == "$dynamicAnchor";
  }
  return {};
}

// Recursion is bounded: a Document is at most json::max_depth deep.
void Documents::scan(const Spot& spot) {
  if (spot.node->kind != json::Kind::object) return;
  const auto resource = scan_id(spot);
  if (!resource) faults_.emplace(spot.node, resource.error());
  const Spot here{spot.node, resource ? *resource : spot.resource, spot.pointer};
  if (const auto named = scan_names(here); !named) faults_.emplace(spot.node, named.error());
  static_cast<void>(for_each_schema(here, [this](const Spot& part) -> Result<void> {
    scan(part);
    return {};
  }));
}

Result<void> Documents::enter_part(const Spot& spot, Draft draft) {
  if (entered_.insert(spot.node).second) {
    Spot root = spot;
    Dialect dialect{draft, 0};
    if (spot.node->find("$schema") != nullptr) {
      const auto named = dialect_of(*spot.node, *spot.resource->file, nullptr, spot.resource->uri);
      if (named) dialect = *named;
      if (!named) faults_.emplace(spot.node, named.error());
    }
    if (!(dialect == spot.resource->dialect)) {
      // The URI stays that of the document, which references go by.
      auto resource = std::make_unique<Resource>();
      resource->uri = spot.resource->uri;
      resource->file = spot.resource->file;
      resource->number = static_cast<std::uint32_t>(resources_.size());
      resource->root = {spot.node, resource.get(), spot.pointer};
      resource->dialect = dialect;
      root = resource->root;
      by_root_.emplace(spot.node, resource.get());
      resources_.push_back(std::move(resource));
    }
    scan(root);
  }
  if (const Error* const wrong = fault(spot)) return tl::unexpected<Error>(*wrong);
  return {};
}

/// An absolute name is looked up as it is; others beside the file that refers to it, and then in the catalog's folder.
Reach::Found Documents::look_up(const NamedFile& named, const File& from) const {
  if (named.is_absolute) return reach_.find(named.path);
  Reach::Found found;
  for (const fs::path& folder : {from.path.parent_path(), reach_.folder()}) {
    found = reach_.find(folder / named.path);
    if (found.state == Reach::State::inside) return found;
  }
  const auto same_name = [&named](const auto& file) { return file->path.filename() == named.path.filename(); };
  const auto by_name = std::find_if(files_.begin(), files_.end(), same_name);
  const bool is_only = by_name != files_.end() && std::none_of(by_name + 1, files_.end(), same_name);
  return is_only ? Reach::Found{Reach::State::inside, (*by_name)->path} : found;
}

std::optional<std::string> Documents::file_of(const std::string& reference, const std::string& base,
                                              const File& from) const {
  const auto uri = resolve_uri(base, reference);
  if (!uri) return std::nullopt;
  const std::string document = split_uri(*uri).document;
  if (const File* const known = loaded(document)) return known->uri;
  const auto named = reach_.empty() ? std::nullopt : file_named_by(document);
  const Reach::Found found = named ? look_up(*named, from) : Reach::Found{};
  return found.state == Reach::State::inside ? std::optional(file_uri(found.path)) : std::nullopt;
}

Result<const Resource*> Documents::find(const std::string& uri, const File& from, const json::Node& reference) {
  const auto known = by_uri_.find(uri);
  if (known != by_uri_.end()) return known->second;
  if (const auto text = metaschema(uri)) return add(uri, uri, std::string(*text));
  const auto named = reach_.empty() ? std::nullopt : file_named_by(uri);
  if (named) return find_file(*named, uri, from, reference);
  return broken(from, reference, "it refers to " + uri + ", which is not in the catalog",
                "nothing is downloaded: put that document into the catalog's folder, with this $id");
}

Result<const Resource*> Documents::find_file(const NamedFile& named, const std::string& uri, const File& file,
                                             const json::Node& reference) {
  const Reach::Found found = look_up(named, file);
  if (found.state == Reach::State::outside) {
    return broken(file, reference, "it refers to " + uri + ", which is outside of " + reach_.root().string(),
                  "name a folder that holds both with --catalog-root");
  }
  if (found.state == Reach::State::missing) {
    return broken(file, reference, "it refers to " + uri + ", which does not exist");
  }
  if (found.state == Reach::State::irregular) {
    return broken(file, reference, "it refers to " + uri + ", which is not a regular file");
  }
  auto resource = read(found.path);
  if (!resource) {
    const Error& error = resource.error();
    return broken(file, reference, "it refers to " + error.subject + ", which cannot be used: " + error.reason,
                  error.advice);
  }
  if (!named.is_absolute && warned_.emplace(&file, uri).second) {
    const Place place = advance(Place{}, std::string_view(file.text).substr(0, reference.begin));
    warnings_.push_back(at(file, place) + ": it refers to " + uri + ", which is not an absolute file URI; " +
                        (*resource)->file->name + " is used");
  }
  return resource;
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
  const std::string text = THOTH_TRY(text_of(file, reference, "a reference"));
  const auto uri = resolve_uri(from.resource->uri, text);
  if (!uri)
    return broken(file, reference, "it refers to " + json::describe(reference) + ", which is not a URI reference");
  const auto [document, fragment] = split_uri(*uri);
  const Resource* const resource = THOTH_TRY(find(document, file, reference));
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
