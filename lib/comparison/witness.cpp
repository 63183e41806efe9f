// SPDX-License-Identifier: GPL-3.0-or-later
#include "comparison/witness.hpp"

#include <algorithm>
#include <chrono>
#include <ctime>
#include <optional>
#include <string_view>
#include <utility>

#include "comparison/goals.hpp"
#include "comparison/graft.hpp"
#include "comparison/parts.hpp"
#include "comparison/shrinker.hpp"
#include "comparison/witness_match.hpp"
#include "generation/message_changer.hpp"
#include "generation/value_maker.hpp"
#include "thoth/json.hpp"
#include "thoth/validation.hpp"
#include "validation/validator.hpp"

namespace thoth::comparison {
namespace {

using Time = std::chrono::nanoseconds;

/// How long this program ran on the processor: what else a machine does ends no search early.
Time time_run() {
  std::timespec time{};
  ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return std::chrono::seconds(time.tv_sec) + Time(time.tv_nsec);
}

constexpr std::size_t max_work_of_change = 40'000'000;
constexpr std::size_t work_of_message = 300;  // beside its bytes
constexpr std::size_t work_of_step = 50;
constexpr std::size_t max_rounds = 24;
constexpr std::size_t changed_copies = 3;
constexpr std::size_t bases = 8;            // messages that a part is put into
constexpr std::size_t enough_hits = 3;      // of which one that shows nothing else counts for all
constexpr std::size_t small_attempts = 20;  // from here on ValueMaker keeps values small
constexpr generation::Effort effort{5'000, 2'000'000, 2'000'000};

/// What a search may still do.
struct Limits {
  std::size_t work;
  Time end;
  bool out_of_time = false;

  void spend(std::size_t amount) { work -= std::min(work, amount); }
  bool is_over() {
    out_of_time = out_of_time || time_run() >= end;
    return work == 0 || out_of_time;
  }
};

ValidationOptions outcome_alone() {
  ValidationOptions options;
  options.wire = Wire::skip;
  return options;
}

/// Contents of the four bytes null are hardly a message: a record without contents is not validated.
bool is_null(std::string_view text) {
  return text == "null";
}

/// The same with each integer written with a fraction: 1.0, which not every contract takes for an integer.
std::string with_fractions(std::string_view text) {
  std::string other;
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    other += text[i];
    if (text[i] == '\\' && quoted) other += text[++i];
    if (text[i] == '"') quoted = !quoted;
    const auto is_part = [&text](std::size_t at) {
      return at < text.size() && std::string_view("0123456789.eE+-").find(text[at]) != std::string_view::npos;
    };
    if (quoted || !is_part(i) || is_part(i + 1)) continue;
    const auto begin = text.find_last_not_of("0123456789.eE+-", i) + 1;
    if (text.substr(begin, i + 1 - begin).find_first_of(".eE") == std::string_view::npos) other += ".0";
  }
  return other;
}

struct Hit {
  std::string text;
  Shown shown = Shown::no;
  Violation violation;
};

/// Whether a hit is better than another.
bool operator<(const Hit& a, const Hit& b) {
  if (is_null(a.text) != is_null(b.text)) return is_null(b.text);
  if (a.shown != b.shown) return a.shown > b.shown;
  if (a.text.size() != b.text.size()) return a.text.size() < b.text.size();
  return a.text < b.text;
}

/// Messages that one contract takes and the other refuses.
class SideSearch {
 public:
  SideSearch(const Schema& takes, const Schema& refuses, const Goals& goals, std::uint64_t seed)
      : takes_(takes),
        refuses_(refuses),
        both_(goals.both()),
        seed_(seed),
        maker_(goals.schema(), seed, effort),
        changer_(goals.schema()),
        taking_(outcome_alone()),
        refusing_(outcome_alone()) {}

  std::optional<Hit> find(const WitnessMatch& match, const std::vector<RuleId>& goals, Limits& limits) {
    maker_.start_again(seed_);
    std::optional<Hit> best;
    std::size_t hits = 0;
    for (std::size_t round = 0; round < max_rounds && hits < enough_hits; ++round) {
      for (const RuleId goal : goals) {
        if (hits >= enough_hits || limits.is_over()) break;
        auto hit = try_goal(match, round, goal, limits);
        if (!hit) continue;
        if (hit->shown == Shown::partly) isolate(match, *hit, limits);
        shrink(match, *hit, limits);
        hits += is_null(hit->text) ? 0U : hit->shown == Shown::yes ? enough_hits : 1U;
        if (!best || *hit < *best) best = std::move(hit);
      }
    }
    return best;
  }

 private:
  std::optional<Hit> try_goal(const WitnessMatch& match, std::size_t round, RuleId goal, Limits& limits) {
    const std::string text = maker_.make(round % 2 == 0 ? small_attempts + round : round, goal);
    limits.spend(maker_.work() * work_of_step);
    if (!is_taken(text, limits)) return std::nullopt;
    if (auto hit = judge(match, text, limits)) return hit;
    std::vector<std::string> others{with_fractions(text)};
    for (std::size_t i = 0; i < changed_copies; ++i) others.push_back(changer_.changed(text, maker_.random()));
    for (const std::string& other : others) {
      if (other == text || limits.is_over() || !is_taken(other, limits)) continue;
      if (auto hit = judge(match, other, limits)) return hit;
    }
    return std::nullopt;
  }

  /// Something else is wrong, too: the part that shows the change is put into messages that both sides take.
  void isolate(const WitnessMatch& match, Hit& hit, Limits& limits) {
    for (std::size_t i = 0; i < bases && !limits.is_over(); ++i) {
      const std::string base = maker_.make(small_attempts + i, both_);
      limits.spend(maker_.work() * work_of_step);
      const std::string text = graft(base, hit.text, hit.violation.pointer);
      if (!is_taken(text, limits)) continue;
      auto other = judge(match, text, limits);
      if (!other || other->shown != Shown::yes) continue;
      hit = std::move(*other);
      return;
    }
  }

  /// Only finds out: most texts are not taken.
  bool is_taken(const std::string& text, Limits& limits) {
    limits.spend(text.size() + work_of_message);
    const json::Parsed parsed = json::parse(text);
    return parsed.document != nullptr && parsed.violations.empty() &&
           Validator(takes_, options_).accepts(takes_.start, parsed.document->root(), {});
  }

  /// A message that is taken: whether it is refused for what the change says.
  std::optional<Hit> judge(const WitnessMatch& match, const std::string& text, Limits& limits) {
    limits.spend(text.size() + work_of_message);
    const ValidationResult& result = refusing_.validate_bytes(&refuses_, text);
    const Shown shown = match.shown_by(result.violations);
    if (shown == Shown::no || !taking_.validate_bytes(&takes_, text).valid()) return std::nullopt;
    return Hit{text, shown, *match.first_of(result.violations)};
  }

  void shrink(const WitnessMatch& match, Hit& hit, Limits& limits) {
    const auto keeps = [&](const std::string& text) {
      if (is_null(text) || limits.is_over() || !is_taken(text, limits)) return false;
      auto other = judge(match, text, limits);
      if (!other || other->shown < hit.shown) return false;
      hit = std::move(*other);
      return true;
    };
    (void)shrunk(hit.text, keeps, limits.work);
  }

  const Schema& takes_;
  const Schema& refuses_;
  RuleId both_;
  std::uint64_t seed_;
  generation::ValueMaker maker_;
  generation::MessageChanger changer_;
  ValidationOptions options_ = outcome_alone();
  MessageValidator taking_;
  MessageValidator refusing_;
};

bool is_of_messages(const Change& change) {
  return !change.rule.starts_with("topic-");
}

bool breaks(const Change& change, Breaks side) {
  return (change.breaks & side) != Breaks::nobody;
}

Breaks without(Breaks all, Breaks side) {
  return static_cast<Breaks>(static_cast<std::uint8_t>(all) & ~static_cast<std::uint8_t>(side));
}

}  // namespace

std::vector<Evidence> WitnessSearch::without_messages(std::vector<Change> changes) {
  std::vector<Evidence> all;
  for (Change& change : changes) {
    const Breaks undecided = change.decided == Decided::yes ? Breaks::nobody : change.breaks;
    all.push_back({std::move(change), undecided, {}});
  }
  return all;
}

std::vector<Evidence> WitnessSearch::search(const Schema& before, const Schema& after, std::vector<Change> changes) {
  std::vector<Evidence> all = without_messages(std::move(changes));
  for (const Part& part : parts_of(before, after)) search_part(part, all);
  for (Evidence& evidence : all) {
    if (!is_of_messages(evidence.change) || evidence.change.breaks == Breaks::nobody) continue;
    evidence.undecided = evidence.change.breaks;
    for (const Witness& witness : evidence.witnesses) evidence.undecided = without(evidence.undecided, witness.breaks);
    evidence.change.decided = evidence.undecided == Breaks::nobody ? Decided::yes : Decided::no;
  }
  return all;
}

/// Within a part, pointers count from there.
void WitnessSearch::search_part(const Part& part, std::vector<Evidence>& all) {
  std::vector<Evidence*> of_part;
  for (Evidence& evidence : all) {
    if (!is_of_messages(evidence.change) || !part.holds(evidence.change.pointer)) continue;
    evidence.change.pointer.erase(0, part.at.size());
    of_part.push_back(&evidence);
  }
  search_side(part.after, part.before, Breaks::consumers, of_part);
  search_side(part.before, part.after, Breaks::producers, of_part);
  for (Evidence* const evidence : of_part) {
    evidence->change.pointer.insert(0, part.at);
    for (Witness& witness : evidence->witnesses) witness.violation.pointer.insert(0, part.at);
  }
}

void WitnessSearch::search_side(const Schema& takes, const Schema& refuses, Breaks side,
                                const std::vector<Evidence*>& all) {
  std::vector<Evidence*> wanted;
  std::vector<std::string> pointers;
  for (Evidence* const evidence : all) {
    if (!breaks(evidence->change, side)) continue;
    wanted.push_back(evidence);
    pointers.push_back(evidence->change.pointer);
  }
  if (wanted.empty()) return;
  const Time started = time_run();
  const Time end = started + time_left_;
  Goals goals(takes, refuses);
  std::vector<std::vector<RuleId>> goals_of;
  goals_of.reserve(wanted.size());
  for (const Evidence* evidence : wanted) goals_of.push_back(goals.add(evidence->change.pointer));
  work_left_ -= std::min(work_left_, goals.schema().rules.size() * work_of_message);
  SideSearch search(takes, refuses, goals, seed_);
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    const std::size_t work = std::min(work_left_, max_work_of_change);
    Limits limits{work, std::min(end, time_run() + max_time_of_change)};
    auto hit = search.find(WitnessMatch(wanted[i]->change, pointers), goals_of[i], limits);
    work_left_ -= work - limits.work;
    if (hit) {
      wanted[i]->witnesses.push_back({side, std::move(hit->text), std::move(hit->violation)});
    } else if (limits.is_over()) {
      ++given_up_;
    }
  }
  time_left_ -= std::min(time_left_, time_run() - started);
}

}  // namespace thoth::comparison
