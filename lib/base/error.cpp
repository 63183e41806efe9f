// SPDX-License-Identifier: GPL-3.0-or-later
#include "thoth/error.hpp"

namespace thoth {

std::string Error::text() const {
  std::string text = doing;
  if (!subject.empty()) {
    if (!text.empty()) text += ' ';
    text += subject;
  }
  if (!reason.empty()) {
    if (!text.empty()) text += ": ";
    text += reason;
  }
  if (!advice.empty()) {
    if (!text.empty()) text += ' ';
    text += '(' + advice + ')';
  }
  return text;
}

}  // namespace thoth
