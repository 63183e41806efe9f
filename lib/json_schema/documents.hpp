// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "json_schema/reach.hpp"
#include "thoth/error.hpp"
#include "thoth/json.hpp"
#include "thoth/json_pointer.hpp"

/// Reading JSON Schema documents: which there are, what their parts are called, and what Schema becomes of them.
namespace thoth::json_schema {

enum class Draft : std::uint8_t { draft_4, draft_6, draft_7, draft_2019_09, draft_2020_12 };

/// Groups of keywords that a metaschema of draft 2019-09 or later has or leaves out. `core` is in all of them.
enum class Vocabulary : std::uint8_t { core, applicator, unevaluated, validation, format };

/// What the words of a schema mean.
struct Dialect {
  Draft draft = Draft::draft_2020_12;
  std::uint8_t left_out = 0;  ///< a bit of each vocabulary that is not in use

  [[nodiscard]] bool has(Vocabulary vocabulary) const {
    return (left_out >> static_cast<std::uint8_t>(vocabulary) & 1U) == 0;
  }
  friend bool operator==(const Dialect&, const Dialect&) = default;
};

struct File {
  std::string name;            ///< as errors call it
  std::string uri;             ///< by which it was found
  std::filesystem::path path;  ///< empty: it is not from a file
  std::string text;
  std::unique_ptr<json::Document> document;
};

struct Resource;

/// A schema: a node, and where it is.
struct Spot {
  const json::Node* node = nullptr;
  const Resource* resource = nullptr;
  std::string pointer;  ///< from the root of the file
};

struct Anchor {
  Spot spot;
  bool dynamic = false;
};

/// A document, or a part of one that has an $id of its own.
struct Resource {
  std::string uri;
  const File* file = nullptr;
  Spot root;
  Dialect dialect;
  std::uint32_t number = 0;
  std::map<std::string, Anchor, std::less<>> anchors;
};

/// The anchor of a resource of draft 2019-09 whose root has "$recursiveAnchor": true; no schema can give itself this
/// name.
inline constexpr std::string_view recursive_anchor = "$recursiveAnchor";

/// Where a reference leads.
struct Target {
  Spot spot;
  std::string dynamic_anchor;  ///< the anchor's name, if it is dynamic; else empty
};

/// Whether a document, given by its root, is one of AsyncAPI rather than a schema.
[[nodiscard]] bool is_async_api(const json::Node& root);

/// Whether a file's name says that it is YAML; else it is JSON.
[[nodiscard]] bool is_yaml(const std::filesystem::path& file);

/// Says what is wrong at a node of a file: usage, "FILE:LINE:COLUMN".
[[nodiscard]] tl::unexpected<Error> broken(const File& file, const json::Node& node, std::string reason,
                                           std::string advice = {});

/// The schema documents at hand. Files are read where a reference leads to one, those within reach alone; nothing is
/// fetched. What is wrong with a part of a document is a fault of that part, and keeps no other from being used.
class Documents {
 public:
  /// Without a reach: only what is added.
  explicit Documents(Reach reach = {}) : reach_(std::move(reach)) {}

  /// Reads a document that is known under `uri`. Errors: usage (it cannot be parsed, or is no schema).
  Result<const Resource*> add(const std::string& uri, std::string name, std::string text);
  /// Reads a file of the reach; one that was read already, or could not be, is not read again. Errors: as add(), and
  /// usage (unreadable).
  Result<const Resource*> read(const std::filesystem::path& path);
  /// Takes a part of a document that is not a schema itself for a schema of that draft, unless its own $schema says
  /// otherwise. Errors: usage (its fault).
  Result<void> enter_part(const Spot& spot, Draft draft);
  /// Errors: usage (it leads outside, to nothing, or to what cannot be read).
  Result<Target> resolve(const Spot& from, const json::Node& reference);
  /// The file, by its URI, that a reference in `from` leads to, read or not; none outside the reach. `base` is what the
  /// reference is relative to.
  [[nodiscard]] std::optional<std::string> file_of(const std::string& reference, const std::string& base,
                                                   const File& from) const;
  /// A file that was read, by its URI; null: there is none.
  [[nodiscard]] const File* loaded(const std::string& uri) const;

  /// What is wrong with a schema by itself, or with the resource that it is in: a dialect, a name; null: nothing.
  [[nodiscard]] const Error* fault(const Spot& spot) const;
  /// File URIs that were followed by their names, for they are not absolute: a line for each, and each file.
  [[nodiscard]] const std::vector<std::string>& warnings() const { return warnings_; }
  /// The resource that a schema belongs to: the one it is the root of, or else that of its spot.
  [[nodiscard]] const Resource* resource_of(const Spot& spot) const;
  [[nodiscard]] const std::vector<std::unique_ptr<Resource>>& resources() const { return resources_; }
  [[nodiscard]] const Reach& reach() const { return reach_; }

 private:
  Result<const Resource*> add(std::unique_ptr<File> file);
  Result<const Resource*> find(const std::string& uri, const File& from, const json::Node& reference);
  Result<const Resource*> find_file(const NamedFile& named, const std::string& uri, const File& file,
                                    const json::Node& reference);
  [[nodiscard]] Reach::Found look_up(const NamedFile& named, const File& from) const;
  Result<Dialect> dialect_of(const json::Node& node, const File& file, const Resource* outer, const std::string& base);
  Result<std::optional<Dialect>> dialect_named(const std::string& uri, const File& file, const json::Node& named);
  Resource* enter(const std::string& uri, const Spot& root, const File& file, const Resource* outer);
  void scan(const Spot& spot);
  Result<void> scan_names(const Spot& spot);
  Result<Resource*> scan_id(const Spot& spot);
  [[nodiscard]] std::optional<Spot> walk(const Spot& from, std::string_view pointer);
  const json::Node* part(const json::Node& whole, const json::Pointer& step);

  Reach reach_;
  std::vector<std::unique_ptr<File>> files_;
  std::vector<std::unique_ptr<Resource>> resources_;
  std::unordered_map<std::string, Resource*> by_uri_;
  std::unordered_map<std::string, Error> unread_;  // files that could not be read, by their URIs
  std::unordered_map<const json::Node*, Resource*> by_root_;
  std::unordered_map<const json::Node*, std::unordered_map<std::string_view, const json::Node*>> members_;
  std::unordered_map<const json::Node*, Error> faults_;
  std::unordered_set<const json::Node*> entered_;
  std::vector<std::string> warnings_;
  std::set<std::pair<const File*, std::string>> warned_;  // of a URI in a file, once
  std::unordered_set<std::string> naming_;                // metaschemas that are being looked for
};

}  // namespace thoth::json_schema
