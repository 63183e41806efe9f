// SPDX-License-Identifier: GPL-3.0-or-later
#include <doctest/doctest.h>

#include <cstdint>
#include <ctime>
#include <set>
#include <string>

#include "thoth/messages/all.hpp"
#include "thoth/sampler.hpp"
#include "thoth/validation.hpp"
#include "unit/json_schema/compiled.hpp"

using namespace thoth;

namespace {

/// Validated by hand, on the strict path, and not as the sampler itself does.
Violations validated(const Schema& schema, const std::string& contents) {
  const json::Parsed parsed = json::parse(contents);
  REQUIRE(parsed.document != nullptr);
  REQUIRE(parsed.violations.empty());
  return validate(schema, parsed.document->root());
}

void check_samples(const Schema& schema, std::uint64_t seeds, int count) {
  for (std::uint64_t seed = 0; seed < seeds; ++seed) {
    CAPTURE(seed);
    Sampler sampler(schema, seed);
    for (int i = 0; i < count; ++i) {
      const auto contents = sampler.valid();
      if (!contents) FAIL(contents.error().text());
      CAPTURE(*contents);
      CHECK(validated(schema, *contents).empty());
    }
  }
}

}  // namespace

TEST_CASE("samples of every built-in type are valid, and differ") {
  for (const SchemaPtr& schema : messages::catalog().schemas()) {
    CAPTURE(schema->topic);
    check_samples(*schema, 10, 20);
    std::set<std::string> different;
    Sampler sampler(*schema, 1);
    for (int i = 0; i < 20; ++i) different.insert(sampler.valid().value());
    CHECK(different.size() > 15);
  }
}

TEST_CASE("one seed makes the same samples again, and another one others") {
  for (const SchemaPtr& schema : messages::catalog().schemas()) {
    CAPTURE(schema->topic);
    Sampler first(*schema, 7);
    Sampler again(*schema, 7);
    Sampler other(*schema, 8);
    std::string firsts;
    std::string others;
    for (int i = 0; i < 5; ++i) {
      const std::string contents = first.valid().value();
      CHECK(contents == again.valid().value());
      firsts += contents;
      others += other.valid().value();
      CHECK(first.broken().value().contents == again.broken().value().contents);
    }
    CHECK(firsts != others);
  }
}

TEST_CASE("samples that are to be invalid break exactly the rule that is named") {
  for (const SchemaPtr& schema : messages::catalog().schemas()) {
    CAPTURE(schema->topic);
    std::set<std::string> rules;
    Sampler sampler(*schema, 3);
    for (int i = 0; i < 100; ++i) {
      const auto broken = sampler.broken();
      if (!broken) FAIL(broken.error().text());
      CAPTURE(broken->contents);
      const Violations violations = validated(*schema, broken->contents);
      REQUIRE(violations.size() == 1);
      REQUIRE(broken->violations.size() == 1);
      const Violation& violation = broken->violations.front();
      CHECK(violations.front().code == violation.code);
      CHECK(violations.front().pointer == violation.pointer);
      rules.insert(std::string(name(violation.code)) + violation.pointer);
    }
    CHECK(rules.size() > 3);
  }
}

TEST_CASE("samples keep each keyword of the schemas that users bring") {
  for (const char* const text : {
           R"({"type": "integer", "minimum": 3, "exclusiveMaximum": 5})",
           R"({"type": "number", "multipleOf": 0.01, "exclusiveMinimum": 0, "maximum": 0.03})",
           R"({"allOf": [{"type": "number", "multipleOf": 0.5}, {"multipleOf": 0.3}], "minimum": -7})",
           R"({"type": "number", "exclusiveMinimum": 1, "exclusiveMaximum": 1.001})",
           R"({"type": "string", "minLength": 5, "maxLength": 5})",
           R"({"type": "string", "pattern": "^[A-Z]{2}-\\d+$", "maxLength": 6})",
           R"({"enum": [1, "two", null, {"three": [3]}]})",
           R"({"const": {"a": 1}})",
           R"({"type": ["string", "integer"], "enum": ["a", 1, true]})",
           R"({"type": "array", "items": {"type": "boolean"}, "uniqueItems": true, "minItems": 2})",
           R"({"type": "array", "prefixItems": [{"type": "string"}, {"type": "null"}], "items": false, "minItems": 1})",
           R"({"type": "array", "contains": {"const": 7}, "minContains": 2, "maxContains": 3, "maxItems": 4})",
           R"({"type": "object", "required": ["x"], "properties": {"a": {"type": "null"}, "b": false}})",
           R"({"type": "object", "patternProperties": {"^x-[a-z]+$": {"type": "integer"}}, "additionalProperties": false, "minProperties": 2})",
           R"({"type": "object", "propertyNames": {"pattern": "^[a-c]{3}$"}, "minProperties": 3, "maxProperties": 5})",
           R"({"type": "object", "properties": {"a": {}, "b": {}}, "dependentRequired": {"a": ["c"]}, "dependentSchemas": {"b": {"required": ["d"], "properties": {"d": {"type": "null"}}}}})",
           R"({"allOf": [{"type": "object", "properties": {"a": {"type": "integer"}}, "required": ["a"]}, {"properties": {"a": {"minimum": 9}}}], "unevaluatedProperties": false})",
           R"({"anyOf": [{"type": "string"}, {"type": "integer", "minimum": 3}]})",
           R"({"oneOf": [{"multipleOf": 2}, {"multipleOf": 3}], "type": "integer"})",
           R"({"type": "integer", "not": {"multipleOf": 2}})",
           R"({"type": "object", "properties": {"k": {"enum": ["a", "b"]}, "v": {}}, "required": ["k", "v"], "if": {"properties": {"k": {"const": "a"}}}, "then": {"properties": {"v": {"type": "string"}}}, "else": {"properties": {"v": {"type": "array"}}}})",
           R"({"$defs": {"tree": {"type": "object", "properties": {"left": {"$ref": "#/$defs/tree"}, "right": {"$ref": "#/$defs/tree"}}, "additionalProperties": false}}, "$ref": "#/$defs/tree"})",
           R"({"$dynamicAnchor": "list", "type": "array", "items": {"$dynamicRef": "#list"}})",
           R"({"type": "array", "prefixItems": [{}], "unevaluatedItems": {"type": "null"}})",
           R"({"type": "string", "format": "date-time"})",
           R"({"type": "integer", "not": {"minimum": 5}})",
           R"({"type": "integer", "minimum": -1000000, "maximum": 1000000, "not": {"maximum": 999990}})",
           R"({"type": "string", "not": {"minLength": 3}})",
           R"({"type": "string", "not": {"maxLength": 30}})",
           R"({"type": "array", "not": {"maxItems": 10}})",
           R"({"type": "object", "not": {"maxProperties": 6}})",
           R"({"type": "object", "properties": {"a": {}, "b": {}}, "not": {"required": ["a", "b"]}, "minProperties": 1})",
           R"({"type": "array", "items": {"type": ["string", "integer"]}, "not": {"items": {"type": "string"}}})",
           R"({"type": "object", "required": ["k"], "properties": {"k": {"enum": ["a", "b"]}}, "not": {"properties": {"k": {"const": "a"}}}})",
           R"({"type": ["integer", "string", "boolean"], "not": {"anyOf": [{"type": "integer"}, {"type": "string"}]}})",
           R"({"type": "integer", "minimum": 0, "maximum": 100, "not": {"allOf": [{"minimum": 10}, {"maximum": 90}]}})",
           R"({"type": "string", "pattern": "^[ab]{3}$", "not": {"pattern": "^a"}})",
           R"({"type": "string", "not": {"not": {"pattern": "^x{5}y{5}$"}}})",
           R"({"$defs": {"x": {"type": "integer", "minimum": 10}}, "type": "integer", "not": {"$ref": "#/$defs/x"}})",
           R"({"type": "object", "required": ["n", "w"], "properties": {"n": {"type": "integer"}, "w": {}}, "if": {"properties": {"n": {"minimum": 3}}}, "then": {"properties": {"w": {"const": 1}}}, "else": {"properties": {"w": {"const": 2}}}})",
           R"({"type": "object", "required": ["kind"], "properties": {"kind": {"enum": ["k0", "k1", "k2"]}}, "allOf": [{"if": {"properties": {"kind": {"const": "k0"}}}, "then": {"required": ["v0"], "properties": {"v0": {"type": "string", "minLength": 0}}}}, {"if": {"properties": {"kind": {"const": "k1"}}}, "then": {"required": ["v1"], "properties": {"v1": {"type": "string", "minLength": 1}}}}, {"if": {"properties": {"kind": {"const": "k2"}}}, "then": {"required": ["v2"], "properties": {"v2": {"type": "string", "minLength": 2}}}}]})",
           R"({"allOf": [{"type": "string", "pattern": "^[a-z]+$"}, {"minLength": 20}, {"maxLength": 22}]})",
           R"({"allOf": [{"type": "string", "pattern": "^a"}, {"pattern": "z$"}]})",
           R"({"allOf": [{"enum": [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63, 64, 65, 66, 67, 68, 69, 70, 71, 72, 73, 74, 75, 76, 77, 78, 79, 80, 81, 82, 83, 84, 85, 86, 87, 88, 89, 90, 91, 92, 93, 94, 95, 96, 97, 98, 99, 100, 101, 102, 103, 104, 105, 106, 107, 108, 109, 110, 111, 112, 113, 114, 115, 116, 117, 118, 119, 120, 121, 122, 123, 124, 125, 126, 127, 128, 129, 130, 131, 132, 133, 134, 135, 136, 137, 138, 139, 140, 141, 142, 143, 144, 145, 146, 147, 148, 149, 150, 151, 152, 153, 154, 155, 156, 157, 158, 159, 160, 161, 162, 163, 164, 165, 166, 167, 168, 169, 170, 171, 172, 173, 174, 175, 176, 177, 178, 179, 180, 181, 182, 183, 184, 185, 186, 187, 188, 189, 190, 191, 192, 193, 194, 195, 196, 197, 198, 199, 200, 201, 202, 203, 204, 205, 206, 207, 208, 209, 210, 211, 212, 213, 214, 215, 216, 217, 218, 219, 220, 221, 222, 223, 224, 225, 226, 227, 228, 229, 230, 231, 232, 233, 234, 235, 236, 237, 238, 239, 240, 241, 242, 243, 244, 245, 246, 247, 248, 249, 250, 251, 252, 253, 254, 255, 256, 257, 258, 259, 260, 261, 262, 263, 264, 265, 266, 267, 268, 269, 270, 271, 272, 273, 274, 275, 276, 277, 278, 279, 280, 281, 282, 283, 284, 285, 286, 287, 288, 289, 290, 291, 292, 293, 294, 295, 296, 297, 298, 299, 300, 301, 302, 303, 304, 305, 306, 307, 308, 309, 310, 311, 312, 313, 314, 315, 316, 317, 318, 319, 320, 321, 322, 323, 324, 325, 326, 327, 328, 329, 330, 331, 332, 333, 334, 335, 336, 337, 338, 339, 340, 341, 342, 343, 344, 345, 346, 347, 348, 349, 350, 351, 352, 353, 354, 355, 356, 357, 358, 359, 360, 361, 362, 363, 364, 365, 366, 367, 368, 369, 370, 371, 372, 373, 374, 375, 376, 377, 378, 379, 380, 381, 382, 383, 384, 385, 386, 387, 388, 389, 390, 391, 392, 393, 394, 395, 396, 397, 398, 399, 400, 401, 402, 403, 404, 405, 406, 407, 408, 409, 410, 411, 412, 413, 414, 415, 416, 417, 418, 419, 420, 421, 422, 423, 424, 425, 426, 427, 428, 429, 430, 431, 432, 433, 434, 435, 436, 437, 438, 439, 440, 441, 442, 443, 444, 445, 446, 447, 448, 449, 450, 451, 452, 453, 454, 455, 456, 457, 458, 459, 460, 461, 462, 463, 464, 465, 466, 467, 468, 469, 470, 471, 472, 473, 474, 475, 476, 477, 478, 479, 480, 481, 482, 483, 484, 485, 486, 487, 488, 489, 490, 491, 492, 493, 494, 495, 496, 497, 498, 499, 500, 501, 502, 503, 504, 505, 506, 507, 508, 509, 510, 511, 512, 513, 514, 515, 516, 517, 518, 519, 520, 521, 522, 523, 524, 525, 526, 527, 528, 529, 530, 531, 532, 533, 534, 535, 536, 537, 538, 539, 540, 541, 542, 543, 544, 545, 546, 547, 548, 549, 550, 551, 552, 553, 554, 555, 556, 557, 558, 559, 560, 561, 562, 563, 564, 565, 566, 567, 568, 569, 570, 571, 572, 573, 574, 575, 576, 577, 578, 579, 580, 581, 582, 583, 584, 585, 586, 587, 588, 589, 590, 591, 592, 593, 594, 595, 596, 597, 598, 599, 600, 601, 602, 603, 604, 605, 606, 607, 608, 609, 610, 611, 612, 613, 614, 615, 616, 617, 618, 619, 620, 621, 622, 623, 624, 625, 626, 627, 628, 629, 630, 631, 632, 633, 634, 635, 636, 637, 638, 639, 640, 641, 642, 643, 644, 645, 646, 647, 648, 649, 650, 651, 652, 653, 654, 655, 656, 657, 658, 659, 660, 661, 662, 663, 664, 665, 666, 667, 668, 669, 670, 671, 672, 673, 674, 675, 676, 677, 678, 679, 680, 681, 682, 683, 684, 685, 686, 687, 688, 689, 690, 691, 692, 693, 694, 695, 696, 697, 698, 699, 700, 701, 702, 703, 704, 705, 706, 707, 708, 709, 710, 711, 712, 713, 714, 715, 716, 717, 718, 719, 720, 721, 722, 723, 724, 725, 726, 727, 728, 729, 730, 731, 732, 733, 734, 735, 736, 737, 738, 739, 740, 741, 742, 743, 744, 745, 746, 747, 748, 749, 750, 751, 752, 753, 754, 755, 756, 757, 758, 759, 760, 761, 762, 763, 764, 765, 766, 767, 768, 769, 770, 771, 772, 773, 774, 775, 776, 777, 778, 779, 780, 781, 782, 783, 784, 785, 786, 787, 788, 789, 790, 791, 792, 793, 794, 795, 796, 797, 798, 799, 800, 801, 802, 803, 804, 805, 806, 807, 808, 809, 810, 811, 812, 813, 814, 815, 816, 817, 818, 819, 820, 821, 822, 823, 824, 825, 826, 827, 828, 829, 830, 831, 832, 833, 834, 835, 836, 837, 838, 839, 840, 841, 842, 843, 844, 845, 846, 847, 848, 849, 850, 851, 852, 853, 854, 855, 856, 857, 858, 859, 860, 861, 862, 863, 864, 865, 866, 867, 868, 869, 870, 871, 872, 873, 874, 875, 876, 877, 878, 879, 880, 881, 882, 883, 884, 885, 886, 887, 888, 889, 890, 891, 892, 893, 894, 895, 896, 897, 898, 899, 900, 901, 902, 903, 904, 905, 906, 907, 908, 909, 910, 911, 912, 913, 914, 915, 916, 917, 918, 919, 920, 921, 922, 923, 924, 925, 926, 927, 928, 929, 930, 931, 932, 933, 934, 935, 936, 937, 938, 939, 940, 941, 942, 943, 944, 945, 946, 947, 948, 949, 950, 951, 952, 953, 954, 955, 956, 957, 958, 959, 960, 961, 962, 963, 964, 965, 966, 967, 968, 969, 970, 971, 972, 973, 974, 975, 976, 977, 978, 979, 980, 981, 982, 983, 984, 985, 986, 987, 988, 989, 990, 991, 992, 993, 994, 995, 996, 997, 998, 999]}, {"minimum": 997}]})",
           R"({"allOf": [{"$ref": "#/$defs/base"}, {"properties": {"x": {"type": "integer"}}, "required": ["x"]}], "unevaluatedProperties": false, "$defs": {"base": {"type": "object", "properties": {"id": {"type": "string", "minLength": 1}}, "required": ["id"]}}})",
           R"({"type": "object", "propertyNames": {"minLength": 12, "maxLength": 13}, "minProperties": 3})",
           R"({"type": "array", "contains": {"type": "object", "required": ["main"], "properties": {"main": {"const": true}}}, "minContains": 1, "maxContains": 1, "minItems": 5, "items": {"type": "object", "required": ["main"], "properties": {"main": {"type": "boolean"}}}})",
           R"({"type": "array", "uniqueItems": true, "minItems": 50, "items": {"type": "integer", "minimum": 1, "maximum": 50}})",
           R"({"$ref": "#/$defs/n", "$defs": {"n": {"type": "object", "required": ["next"], "properties": {"next": {"anyOf": [{"$ref": "#/$defs/n"}, {"type": "null"}]}}}}})",
           R"({"type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 1e-15})",
           R"({"type": "string", "format": "email", "maxLength": 12})",
           R"({"type": "object", "properties": {"a": {"type": "integer"}, "b": {"type": "integer"}, "c": {"type": "integer"}}, "additionalProperties": false, "anyOf": [{"required": ["a"]}, {"required": ["b"]}], "minProperties": 2})",
           R"({"type": "object", "properties": {"a": {"type": "integer"}, "b": {"type": "integer"}, "c": {"type": "integer"}}, "additionalProperties": false, "oneOf": [{"required": ["a"]}, {"required": ["b"]}, {"required": ["c"]}]})",
           R"({"$id": "https://e.com/strict-tree", "$dynamicAnchor": "node", "$ref": "tree", "unevaluatedProperties": false, "minProperties": 2, "$defs": {"tree": {"$id": "tree", "$dynamicAnchor": "node", "type": "object", "properties": {"data": true, "children": {"type": "array", "items": {"$dynamicRef": "#node"}, "minItems": 0}}}}})",
           R"({"type": "array", "prefixItems": [{"type": "string"}], "anyOf": [{"prefixItems": [true, {"type": "integer"}]}, {"prefixItems": [true, true, {"type": "boolean"}]}], "unevaluatedItems": false, "minItems": 3})",
           R"({"type": "object", "minProperties": 1, "properties": {"a": {}}, "dependentSchemas": {"a": {"properties": {"b": {}}, "additionalProperties": false}}})",
           R"({"type": "object", "minProperties": 2, "properties": {"a": {}}, "dependentSchemas": {"a": {"properties": {"b": {}}}}, "unevaluatedProperties": false})",
           "true",
       }) {
    CAPTURE(text);
    check_samples(*test::compiled(text), 10, 10);
  }
}

TEST_CASE("where alternatives are broken what the closest lacks follows, and is one rule") {
  const auto schema = test::compiled(
      R"({"anyOf": [{"type": "object", "required": ["a", "b"], "properties": {"a": {"type": "integer"}}}, {"type": "string", "minLength": 3}]})");
  Sampler sampler(*schema, 1);
  std::set<std::string> rules;
  for (int i = 0; i < 50; ++i) {
    const Sampler::Broken broken = sampler.broken().value();
    CAPTURE(broken.contents);
    REQUIRE(broken.violations.size() == 2);
    CHECK(validated(*schema, broken.contents).size() == 2);
    CHECK(broken.violations[0].schema == "t.json#/anyOf");
    rules.insert(broken.violations[1].schema);
  }
  CHECK(rules.contains("t.json#/anyOf/0/required"));
  CHECK(rules.contains("t.json#/anyOf/0/properties/a/type"));
  CHECK(rules.contains("t.json#/anyOf/1/minLength"));
}

TEST_CASE("where no value is found the keyword and its place are named") {
  const auto schema = test::compiled(
      R"({"type": "object", "required": ["a"], "properties": {"a": {"type": "integer", "minimum": 2, "maximum": 1}}})");
  const auto contents = Sampler(*schema, 0).valid();
  REQUIRE(!contents);
  CHECK(contents.error().code == ErrorCode::usage);
  CHECK(contents.error().text().find("gave up at \"/a\"") != std::string::npos);
  CHECK(contents.error().text().find("t.json#/properties/a/maximum") != std::string::npos);
}

TEST_CASE("what would grow on and on is given up on, and many elements that differ are found") {
  for (const char* const text :
       {R"({"$ref": "#/$defs/n", "$defs": {"n": {"type": "array", "minItems": 3, "items": {"$ref": "#/$defs/n"}}}})",
        R"({"type": "string", "minLength": 1000000000})"}) {
    CAPTURE(text);
    CHECK_FALSE(Sampler(*test::compiled(text), 0).valid());
  }
  check_samples(
      *test::compiled(R"({"type": "array", "items": {"type": "integer"}, "uniqueItems": true, "minItems": 2000})"), 1,
      1);
}

TEST_CASE("a schema that refuses nothing has no invalid samples, which is said") {
  const auto broken = Sampler(*test::compiled("true"), 0).broken();
  REQUIRE(!broken);
  CHECK(broken.error().text().find("no attempt broke exactly one rule") != std::string::npos);
}

TEST_CASE("what is filled in where it lacks is not broken by leaving it out") {
  const SchemaPtr& schema = messages::catalog().schemas().front();
  ValidationOptions options;
  options.fill_ins = {{"component_name", "c"}, {"service_version", "s"}};
  Sampler sampler(*schema, 3, options.fill_ins);
  for (int i = 0; i < 100; ++i) {
    const std::string contents = sampler.broken().value().contents;
    CAPTURE(contents);
    const json::Parsed parsed = json::parse(contents);
    CHECK(validate(*schema, parsed.document->root(), options).size() == 1);
  }
}

TEST_CASE("breaking a message of very many members is given up in time") {
  std::string schema = R"({"type":"object","required":[)";
  for (int i = 0; i < 80'000; ++i) schema += (i == 0 ? "\"m" : ",\"m") + std::to_string(i) + '"';
  const auto compiled = test::compiled(schema + "]}");
  const std::clock_t started = std::clock();
  const auto broken = Sampler(*compiled, 0).broken();
  CHECK((std::clock() - started) / CLOCKS_PER_SEC < 60);
  if (broken) {
    CHECK(broken->violations.size() == 1);
  } else {
    CHECK(broken.error().reason.starts_with("gave up"));
  }
}
