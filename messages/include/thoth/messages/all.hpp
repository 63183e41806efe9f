// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "thoth/catalog.hpp"
#include "thoth/contract.hpp"
#include "thoth/messages/advise_justification.hpp"
#include "thoth/messages/adviser_trigger.hpp"
#include "thoth/messages/base_topic.hpp"
#include "thoth/messages/build_analysis_trigger.hpp"
#include "thoth/messages/cve_provided.hpp"
#include "thoth/messages/hash_mismatch.hpp"
#include "thoth/messages/inspection_completed.hpp"
#include "thoth/messages/kebechet_run_url_trigger.hpp"
#include "thoth/messages/kebechet_trigger.hpp"
#include "thoth/messages/missing_package.hpp"
#include "thoth/messages/missing_package_version.hpp"
#include "thoth/messages/package_extract_trigger.hpp"
#include "thoth/messages/package_released.hpp"
#include "thoth/messages/provenance_checker_trigger.hpp"
#include "thoth/messages/repo_init.hpp"
#include "thoth/messages/si_unanalyzed_package.hpp"
#include "thoth/messages/solved_package.hpp"
#include "thoth/messages/unresolved_package.hpp"
#include "thoth/messages/unrevsolved_package.hpp"
#include "thoth/messages/update_provides_source_distro.hpp"
#include "thoth/type_list.hpp"

/// Thoth's message types: all of them, and their catalog.
namespace thoth::messages {

/// Every message type of Thoth's: the base type, which programs that make a type of their own extend, and the 19 that
/// its components exchange. A new type is one header and its name here.
using All =
    TypeList<BaseTopic, AdviseJustification, AdviserTrigger, BuildAnalysisTrigger, CveProvided, InspectionCompleted,
             SiUnanalyzedPackage, UnresolvedPackage, UnrevsolvedPackage, KebechetRunUrlTrigger, KebechetTrigger,
             PackageExtractTrigger, PackageReleased, HashMismatch, MissingPackage, MissingPackageVersion,
             ProvenanceCheckerTrigger, RepoInit, SolvedPackage, UpdateProvidesSourceDistro>;

/// The catalog of all of them. It is made at the first call and lives as long as the program.
inline const Catalog& catalog() {
  static const Catalog known = All::catalog();
  return known;
}

}  // namespace thoth::messages
