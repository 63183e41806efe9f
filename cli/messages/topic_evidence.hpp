// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "program/context.hpp"
#include "reading/sightings.hpp"
#include "thoth/catalog.hpp"
#include "thoth/error.hpp"

namespace thoth::cli {

/// What the records that a topic holds say of a new contract.
struct TopicEvidence {
  std::string topic;  ///< full name
  std::string base;   ///< without the prefix
  std::uint64_t records = 0;
  std::uint64_t tombstones = 0;  ///< of them, those without a value, which break nothing
  std::uint64_t breaking = 0;    ///< of them, those that the new contract refuses
  std::optional<std::uint64_t>
      valid_before;         ///< of those, the ones that the old contract takes; none: it has no such topic
  SightingList violations;  ///< under the new contract
};

/// The records that are read.
struct TopicRecords {
  std::string topic;   ///< base or full name, or ^REGEX
  std::string offset;  ///< as parse_span reads it
};

/// The types of two catalogs. A file that is one version of one type is that of any topic: then it is `*_of_file`.
struct Versions {
  const Catalog& before;
  const Catalog& after;
  const Schema* before_of_file = nullptr;
  const Schema* after_of_file = nullptr;
};

/// Reads a topic (those that a regular expression matches) to its end as of now, and validates each record. Errors:
/// usage (also: the new catalog has no type for the topic), unreachable, interrupted.
Result<std::vector<TopicEvidence>> read_topic_evidence(const TopicRecords& records, const Versions& versions,
                                                       Context& context);

}  // namespace thoth::cli
