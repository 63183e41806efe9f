// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <utility>

#include "judging/entry_result.hpp"
#include "judging/part_cutter.hpp"
#include "judging/work_queue.hpp"
#include "thoth/error.hpp"
#include "thoth/message_file.hpp"
#include "thoth/place.hpp"

namespace thoth {

/// Where the reader of a part counts from, in the file.
struct PartOrigin {
  std::uint64_t entries = 0;  ///< before the part
  std::uint64_t offset = 0;
  file::Reader* file = nullptr;  ///< knows the place of the offset; null where the part starts with the file

  /// Counts lines, so it is only called where a place is needed. Ascending, as Reader::place_at.
  [[nodiscard]] Place place() const { return file == nullptr ? Place{} : file->place_at(offset); }
  /// Changes the numbers and places of results from those in the part to those in the file.
  void apply_to(std::vector<EntryResult>& results) const;
};

/// The place in the file of one that counts lines and columns from `origin`.
[[nodiscard]] Place place_in_file(const Place& in_part, const Place& origin);

/// Reads an input that is whole in parts, on several threads, and takes what was found in the input's order. A part
/// starts at a guess (PartCutter); where the part before it ends elsewhere, what was found in it is dropped and the
/// input is read again from that end on, up to the end of the part: a wrong guess costs time and nothing else.
///
/// `Steps` says what is done with entries:
///   `Findings`: what reading a part gives; entries() is the number of entries in it.
///   `Findings begin(PartCutter::Part)`: empty ones. Called by the owner's thread.
///   `make_work()`: called once by each thread, for a function `Result<bool>(file::Reader&, Findings&)` that reads
///     entries into findings: true at the part's end, false where findings are full and the part must wait for its
///     turn.
///   `Result<void> take(Findings&, const PartOrigin&)`: takes findings, in order. Called by the owner's thread.
///   `Result<void> take_broken(file::Entry&)`: takes an entry before the first one by whose look the input is cut.
template <class Steps>
class PartRun {
 public:
  using Findings = typename Steps::Findings;

  /// Both must outlive this. Nothing has been read by `reader` yet.
  PartRun(Steps& steps, file::Reader& reader) : steps_(steps), reader_(reader) {}

  /// Reads all entries. Without threads the caller's does it. Errors: those of the reader and of the steps.
  Result<void> run(std::uint64_t part_size, unsigned threads) {
    const bool any = THOTH_TRY(find_first());
    if (!any) return {};
    PartCutter cutter(reader_, at_.offset, part_size);
    WorkQueue<Part> queue(threads,
                          [this] { return [work = steps_.make_work()](Part& part) mutable { read(part, work); }; });
    while (!over_) {
      const auto span = cutter.next();
      if (!span) break;
      queue.push(std::make_unique<Part>(make_part(*span)));
      while (queue.full()) THOTH_TRY(take(*queue.take()));
    }
    while (!over_ && !queue.empty()) THOTH_TRY(take(*queue.take()));
    return {};
  }

 private:
  using Work = decltype(std::declval<Steps&>().make_work());

  struct Part {
    PartCutter::Part span;
    file::Reader reader;
    Findings findings;
    Result<bool> is_read = false;
  };

  /// Where this many entries are broken from the start, the rest may be too.
  static constexpr std::uint64_t max_broken = 100;

  /// Reads up to an entry by whose look the input is cut: the first one that is not broken, or else the hundredth.
  /// False if there is none.
  Result<bool> find_first() {
    file::Entry entry;
    for (;;) {
      const bool more = THOTH_TRY(reader_.next(entry));
      if (!more) return false;
      const bool has_look = entry.violations.empty() || (entry.number == max_broken && !reader_.over());
      if (has_look) break;
      THOTH_TRY(steps_.take_broken(entry));
    }
    at_ = {entry.number - 1, entry.place.offset, &reader_};
    return true;
  }

  Part make_part(PartCutter::Part span) { return {span, reader_.part(span.begin, span.end), steps_.begin(span)}; }

  static void read(Part& part, Work& work) { part.is_read = work(part.reader, part.findings); }

  void read_here(Part& part) {
    if (!own_work_) own_work_.emplace(steps_.make_work());
    read(part, *own_work_);
  }

  /// Takes the next part, or what is left of it after the end of the part before it.
  Result<void> take(Part& part) {
    const bool is_next = part.span.begin == at_.offset && part.span.end > at_.offset;
    if (is_next) return take_all(part);
    THOTH_TRY(part.is_read);
    if (part.span.end <= at_.offset) return {};
    Part repaired = make_part({at_.offset, part.span.end});
    read_here(repaired);
    return take_all(repaired);
  }

  Result<void> take_all(Part& part) {
    std::uint64_t entries = 0;
    for (;;) {
      entries += part.findings.entries();
      THOTH_TRY(steps_.take(part.findings, at_));  // what was found before an error counts
      THOTH_TRY(part.is_read);
      if (*part.is_read) break;
      part.findings = steps_.begin(part.span);
      read_here(part);
    }
    at_ = {at_.entries + entries, part.reader.position(), &reader_};
    over_ = part.reader.over();
    return {};
  }

  Steps& steps_;
  file::Reader& reader_;
  std::optional<Work> own_work_;  ///< of the owner's thread
  PartOrigin at_;                 ///< what is taken next
  bool over_ = false;             ///< nothing can be read after it
};

}  // namespace thoth
