// SPDX-License-Identifier: GPL-3.0-or-later
#include "reading/origin.hpp"

#include "base/cut_text.hpp"

namespace thoth::cli {
namespace {

constexpr std::string_view component_member = "component_name";
constexpr std::string_view version_member = "version";

/// A string as it is written, if that is all there is to it.
bool take_plain(std::string_view text, std::optional<std::string_view>& out) {
  if (text.empty()) return true;
  if (text.front() != '"' || text.find('\\') != std::string_view::npos) return false;
  out = text.substr(1, text.size() - 2);
  return true;
}

/// False where the texts of the members do not tell.
bool take_members(const ValidatedRecord& validated, RecordOrigin& origin) {
  if (validated.members.empty()) return false;
  const auto& properties = validated.topic.schema->root().properties;
  bool is_reported = true;
  for (std::size_t i = 0; i < properties.size(); ++i) {
    const std::string_view name = properties[i].name;
    if (name == component_member) is_reported = is_reported && take_plain(validated.members[i], origin.component_name);
    if (name == version_member) is_reported = is_reported && take_plain(validated.members[i], origin.version);
  }
  return is_reported;
}

std::optional<std::string_view> text_of(const json::Node& root, std::string_view member) {
  const json::Node* const node = root.find(member);
  if (node == nullptr || node->kind != json::Kind::string) return std::nullopt;
  return node->text;
}

/// An event that does not name its component names its source.
RecordOrigin origin_of_event(const ValidatedRecord& validated, const json::Node* root) {
  const bool is_structured = validated.topic.event == cloud_event::Mode::structured;
  const json::Node* const data = is_structured && root != nullptr ? root->find("data") : root;
  RecordOrigin origin;
  if (data != nullptr) origin = {text_of(*data, component_member), text_of(*data, version_member)};
  const std::string_view source = event_names(validated).source;
  if (!origin.component_name && !source.empty()) origin.component_name = source;
  return origin;
}

}  // namespace

RecordOrigin origin_of(const ValidatedRecord& validated) {
  RecordOrigin origin;
  if (!validated.record.value || take_members(validated, origin)) return origin;
  const json::Node* const root = validated.contents.tree().root;
  if (validated.topic.event != cloud_event::Mode::none) return origin_of_event(validated, root);
  if (root == nullptr) return {};
  return {text_of(*root, component_member), text_of(*root, version_member)};
}

std::optional<std::string> kept_name(const std::optional<std::string_view>& name) {
  if (!name) return std::nullopt;
  return std::string(cut_text(*name, longest_kept_name));
}

void append_kept_name(const std::optional<std::string_view>& name, std::string& key) {
  key += name ? '+' : '-';
  if (name) key += cut_text(*name, longest_kept_name);
  key += '\0';
}

}  // namespace thoth::cli
