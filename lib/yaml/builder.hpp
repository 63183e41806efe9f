// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <yaml-cpp/eventhandler.h>

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "json/arena.hpp"
#include "json/duplicate_names.hpp"
#include "thoth/json.hpp"
#include "yaml/read.hpp"

namespace thoth::yaml {

/// Makes a tree of what yaml-cpp finds on its way through a text. Throws Fault, for yaml-cpp has no other way to stop.
class Builder final : public YAML::EventHandler {
 public:
  /// The document; null where there was none.
  [[nodiscard]] std::unique_ptr<json::Document> release();

  void OnDocumentStart(const YAML::Mark& mark) override;
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override;
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override;
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override;
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value style) override;
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value style) override;
  void OnMapEnd() override { close(); }

 private:
  /// A value and what it is made of.
  struct Built {
    json::Node node;
    std::size_t weight = 1;  // as max_aliased counts
    std::size_t height = 1;
  };
  /// A container that is being read.
  struct Open {
    Built built;
    YAML::anchor_t anchor = 0;
    bool has_key = false;  // whether the last of the members waits for its value
    std::vector<json::Node> items;
    std::vector<json::Member> members;
  };

  void open(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, json::Kind kind);
  void close();
  void put(Built built, YAML::anchor_t anchor);
  void put_key(Open& map, const json::Node& node);
  void check_names(const Open& map);
  [[nodiscard]] Built scalar(std::size_t at, const std::string& tag, const std::string& value);
  [[nodiscard]] json::Node copy(const json::Node& node);
  [[nodiscard]] std::string_view kept(std::string_view text);
  template <class T>
  [[nodiscard]] std::span<T> kept(const std::vector<T>& all);

  std::unique_ptr<json::Document::Arena> arena_ = std::make_unique<json::Document::Arena>();
  std::unordered_map<YAML::anchor_t, Built> anchors_;
  std::vector<Open> open_;
  Built root_;
  bool started_ = false;
  std::size_t aliased_ = 0;
  json::DuplicateNames duplicates_;
};

}  // namespace thoth::yaml
