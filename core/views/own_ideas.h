// SPDX-License-Identifier: EUPL-1.2
// What somebody has handed in on this device, and what became of an idea by its receipt code.
#pragma once

#include "core/views/view.h"

namespace qp::views {

struct OwnIdeaRow {
    std::string id;
    Text title;
    std::string receipt_code;
    std::string delivery;  // "gespeichert, wartet auf Verbindung", "bei der Stadt angekommen"
    std::string status;    // with the reason where there is one
    std::string tone;
    bool is_public = false;
    std::string withdraw_spoken;  // empty: it cannot be withdrawn from here
    std::string edit_to;          // empty: it cannot be edited from here
    std::string edit_spoken;
    std::string let_go_spoken;  // empty: it is no receipt that is followed
};

// What the city refused for good (dead letter): why, and what its author can do about it.
struct OwnRefused {
    std::string id;    // what `retry` and `let_go` carry
    std::string kind;  // "Idee", "Rücknahme einer Idee", "Unterstützung"
    Text title;        // what it is about; empty where this device does not know it
    std::string why;   // with whether trying again can help
    std::string code;  // for whoever is asked for help
    bool can_retry = false;
    std::string retry_spoken;
    std::string rewrite_to;  // where its text goes into a new idea; empty: it has none
    std::string rewrite_spoken;
    std::string let_go_spoken;
};

struct OwnRefusedList {
    std::string title;
    std::string lead;
    std::string retry;
    std::string rewrite;
    std::string let_go;
    Question question;     // before it is let go
    std::string retried;   // said once it goes out again
    std::string has_gone;  // said once it is let go
    std::vector<OwnRefused> rows;
    std::string more;  // that there are more than are shown; empty: there are not
};

// Works without a network, for whatever this device holds. The code never leaves it: the core
// derives the tag that stands in the public content.
struct ReceiptLookup {
    std::string title;
    std::string lead;
    std::string label;
    std::string hint;
    std::string code;               // as typed
    std::string answer;             // why nothing was found; empty while the code is not complete
    std::vector<OwnIdeaRow> found;  // none or one
    // A phone: to keep the code there, of an idea that was handed in elsewhere. Empty: there is
    // nothing to keep.
    std::string follow;
    std::string follow_hint;
    std::string has_followed;  // said once it is kept
    std::string is_followed;   // that it is kept already; empty: it is not
};

// Ideas handed in elsewhere whose receipts somebody follows on this phone.
struct FollowedList {
    std::string title;
    std::vector<OwnIdeaRow> rows;
    std::string let_go;
    Question question;     // before it is let go
    std::string has_gone;  // said once it is let go
};

// Something else that was done here: a support, an answer, what is new of a project, a report.
struct OwnActRow {
    std::string id;
    std::string kind;  // "Antwort im Stimmungsbild · stimme zu"; empty: the list's title tells
    Text title;        // what it is about, or that this is not known here
    std::string delivery;
    std::string tone;
    std::string to;                // where it can be seen; empty: nowhere here
    std::string take_back_spoken;  // empty: it cannot be taken back
};
struct OwnActList {
    std::string id;  // "choices", "updates", "reports"
    Icon icon;
    std::string title;
    std::vector<OwnActRow> rows;
};

struct OwnIdeasView {
    std::string title;
    std::string lead;
    // Set where the codes are to be noted before one leaves, and so shown large.
    std::string codes_note;
    OwnRefusedList refused;
    std::vector<OwnIdeaRow> rows;  // without those that were refused
    std::string edit;
    std::string withdraw;
    Question withdraw_question;
    FollowedList followed;
    std::vector<OwnActList> acts;  // a phone's; those that hold something
    std::string take_back;
    std::string taken_back;  // said after it
    std::string empty;
    ReceiptLookup lookup;
};
// `code`: what was typed to look up, as it is. `is_pressed`: the person said that this is all of
// it, so one that is too short is named. Where the memory that a code's tag takes is not there the
// answer says so, and the rest stands as ever.
Result<OwnIdeasView> own_ideas_view(const Context& context, const std::string& code,
                                    bool is_pressed = false);

}  // namespace qp::views
