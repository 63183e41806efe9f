#include "judging/entry_validator.hpp"

#include <algorithm>
#include <utility>

#include "judging/unknown_topic.hpp"

namespace thoth {

EntryJudge::EntryJudge(const Catalog& catalog, const ValidationOptions& options, Against against)
    : catalog_(catalog),
      options_(options),
      against_(against),
      judge_(against == Against::type ? options : ValidationOptions{Strict::no, {}, Wire::skip}),
      judge_as_is_(ValidationOptions{options.strict, {}, Wire::skip}),
      last_schema_(catalog.find("")) {}

void EntryJudge::find_type(std::string_view topic_name) {
  if (topic_name == last_topic_) return;
  last_topic_ = topic_name;
  last_schema_ = catalog_.find(topic_name);
}

bool EntryJudge::valid_at_a_glance(const file::Entry& entry, std::string_view topic_name) {
  if (!entry.violations.empty() || entry.form != file::ValueForm::contents) return false;
  find_type(topic_name);
  if (last_schema_ == nullptr || !is_worth_a_glance(entry.contents)) return false;
  const bool is_valid = judge_.valid_at_a_glance(*last_schema_, entry.contents);
  if (is_valid) invalid_ = 0;
  return is_valid;
}

const std::uint32_t* EntryJudge::behind_valid(const json::Text& rest, std::string_view topic_name) {
  find_type(topic_name);
  const std::uint32_t* const behind = last_schema_ == nullptr ? nullptr : judge_.behind_valid(*last_schema_, rest);
  if (behind != nullptr) invalid_ = 0;
  undecided_ = behind != nullptr ? nullptr : rest.base + *rest.first;
  return behind;
}

const std::uint32_t* EntryJudge::behind_canonical(const json::Text& rest, std::string_view topic_name) {
  find_type(topic_name);
  if (against_ != Against::type || last_schema_ == nullptr) return nullptr;
  return judge_.behind_canonical(*last_schema_, rest);
}

void EntryJudge::set_detail(Detail detail) {
  options_.detail = detail;
  judge_.set_detail(detail);
  judge_as_is_.set_detail(detail);
}

/// Whether the fast path was not tried on these contents, and is likely to be of use.
bool EntryJudge::is_worth_a_glance(const json::Text& contents) const {
  return !expects_invalid() && contents.bytes.data() != undecided_;
}

void EntryJudge::find_place(file::Entry& entry) const {
  if (reader_ != nullptr && options_.detail == Detail::full) reader_->find_place(entry);
}

JudgedEntry& EntryJudge::judge(file::Entry& entry, std::string_view topic_name, file::Reader* reader) {
  find_type(topic_name);
  reader_ = reader;
  judged_.schema = last_schema_;
  judged_.violations.clear();
  judged_.wire = {};
  judged_.in_file = false;
  entry.violations.empty() ? judge_whole(entry) : judge_broken(entry);
  invalid_ = judged_.violations.empty() ? 0 : std::min(invalid_ + 1, many);
  undecided_ = nullptr;
  return judged_;
}

void EntryJudge::judge_whole(file::Entry& entry) {
  const bool is_read = entry.so_far != nullptr && options_.wire == Wire::skip && options_.detail == Detail::count;
  if (entry.form == file::ValueForm::contents) is_read ? judge_so_far(entry) : judge_contents(entry);
  if (entry.form == file::ValueForm::bytes) judge_bytes(entry);
  if (last_schema_ == nullptr && options_.strict == Strict::yes) check_topic(entry);
}

/// An entry that is wrong itself may have wrong contents too, up to where it breaks. That they are JSON, the reader has
/// told already.
void EntryJudge::judge_broken(file::Entry& entry) {
  if (entry.form == file::ValueForm::contents && !entry.contents.bytes.empty()) {
    entry.so_far != nullptr ? judge_so_far(entry) : judge_contents(entry);
    const bool unknown = last_schema_ == nullptr && !last_topic_.empty();
    if (unknown && options_.strict == Strict::yes) check_topic(entry);
  }
  auto& all = judged_.violations;
  std::erase_if(all, [](const Violation& violation) { return is_of_json(violation.code); });
  all.insert(all.end(), entry.violations.begin(), entry.violations.end());
  sort_by_place(all);
}

/// Contents that the reader has read need not be read again.
void EntryJudge::judge_so_far(file::Entry& entry) {
  if (against_ == Against::json || last_schema_ == nullptr) return;
  validate(*last_schema_, *entry.so_far, options_, judged_.violations);
  const auto before = static_cast<std::uint64_t>(entry.contents.bytes.data() - entry.text.data());
  for (Violation& violation : judged_.violations) violation.place.offset -= before;
  if (options_.detail == Detail::full) file::locate(entry, judged_.violations);
}

void EntryJudge::judge_contents(file::Entry& entry) {
  const bool typed = against_ == Against::type && last_schema_ != nullptr;
  json::Text contents = entry.contents;
  if (!is_worth_a_glance(contents)) contents.first = nullptr;
  Judgement& judgement = typed ? judge_.judge(*last_schema_, contents) : judge_.judge_untyped(contents);
  if (!judgement.valid()) {
    std::swap(judged_.violations, judgement.violations);
    find_place(entry);
    if (options_.detail == Detail::full) file::locate(entry, judged_.violations);
  } else if (against_ == Against::json) {
    judged_.wire = entry.contents.bytes;
    judged_.in_file = true;
  } else {
    judged_.wire = judgement.wire;
    judged_.in_file = judgement.canonical;
  }
}

/// Bytes in base64 go out as they are; of a known type they must still keep its contract. Within them there is no line
/// and column of the file: violations stand at the entry.
void EntryJudge::judge_bytes(file::Entry& entry) {
  judged_.wire = entry.bytes;
  if (last_schema_ == nullptr || against_ == Against::json) return;
  Judgement& judgement = judge_as_is_.judge(*last_schema_, json::Text{entry.bytes, nullptr, nullptr, nullptr});
  if (judgement.valid()) return;
  std::swap(judged_.violations, judgement.violations);
  find_place(entry);
  for (Violation& violation : judged_.violations) violation.place = entry.place;
}

/// A strict judge takes no topic that no type is known for.
void EntryJudge::check_topic(file::Entry& entry) {
  Violations unknown{unknown_topic(catalog_, last_topic_, options_.detail)};
  find_place(entry);
  if (entry.form == file::ValueForm::contents) {
    file::locate(entry, unknown);
  } else {
    unknown.front().place = entry.place;
  }
  judged_.violations.insert(judged_.violations.begin(), unknown.front());
}

std::vector<FillIn> fill_ins(std::string_view component_name, std::string_view service_version) {
  return {{"component_name", std::string(component_name)}, {"service_version", std::string(service_version)}};
}

}  // namespace thoth
