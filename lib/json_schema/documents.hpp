// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "thoth/error.hpp"
#include "thoth/json.hpp"
#include "thoth/json_pointer.hpp"

/// Reading JSON Schema documents: which there are, what their parts are called, and what Schema becomes of them.
namespace thoth::json_schema {

enum class Draft : std::uint8_t { draft_7, draft_2020_12 };

struct File {
  std::string name;  ///< as errors call it
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
  Draft draft = Draft::draft_2020_12;
  std::uint32_t number = 0;
  std::map<std::string, Anchor, std::less<>> anchors;
};

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

/// The schema documents at hand. Files are read where a reference leads to one, those within a folder alone; nothing
/// is fetched.
class Documents {
 public:
  /// An empty folder: only what is added.
  explicit Documents(std::filesystem::path folder = {});

  /// Reads a document that is known under `uri`. Errors: usage (it is broken, or its $id is another's).
  Result<const Resource*> add(const std::string& uri, std::string name, std::string text);
  /// Reads a file of the folder; one that was read already is not read again.
  Result<const Resource*> read(const std::filesystem::path& path);
  /// Takes a part of a document that is not a schema itself for a schema of that draft, unless its own $schema says
  /// otherwise.
  Result<void> enter_part(const Spot& spot, Draft draft);
  /// Whether references have led from an AsyncAPI document to that one.
  [[nodiscard]] bool is_part_of_async_api(const Resource& root) const { return parts_.contains(root.file); }
  /// Errors: usage (it leads outside, or to nothing).
  Result<Target> resolve(const Spot& from, const json::Node& reference);

  /// The resource that a schema belongs to: the one it is the root of, or else that of its spot.
  [[nodiscard]] const Resource* resource_of(const Spot& spot) const;
  [[nodiscard]] const std::vector<std::unique_ptr<Resource>>& resources() const { return resources_; }

 private:
  Result<const Resource*> find(const std::string& uri);
  Result<Resource*> enter(const std::string& uri, const Spot& root, const File& file, const Resource* outer);
  Result<void> scan(const Spot& spot);
  Result<void> scan_names(const Spot& spot);
  Result<Resource*> scan_id(const Spot& spot);
  [[nodiscard]] std::optional<Spot> walk(const Spot& from, std::string_view pointer);
  const json::Node* part(const json::Node& whole, const json::Pointer& step);

  std::filesystem::path folder_;
  std::vector<std::unique_ptr<File>> files_;
  std::vector<std::unique_ptr<Resource>> resources_;
  std::unordered_map<std::string, Resource*> by_uri_;
  std::unordered_map<const json::Node*, Resource*> by_root_;
  std::unordered_map<const json::Node*, std::unordered_map<std::string_view, const json::Node*>> members_;
  std::unordered_set<const File*> parts_;
};

}  // namespace thoth::json_schema
