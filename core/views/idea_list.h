// SPDX-License-Identifier: EUPL-1.2
// The Ideenspeicher as a list: searched, narrowed, page by page.
#pragma once

#include "core/views/view.h"

namespace qp::views {

struct SupportButton {
    // Not without a store of this device (first view), nor for ideas that have come to an end.
    bool is_shown = false;
    bool is_on = false;
    std::string label;   // "Unterstützen", "Du unterstützt das"
    std::string spoken;  // with the idea's title
};
struct IdeaRow {
    std::string id;
    Text title;
    std::vector<Badge> badges;    // theme (tone: its field), demo
    std::string supports;         // "47 unterstützen das"; says so where not yet known
    std::string supports_number;  // "47"; empty: not known
    std::string supports_words;   // the same without the number, to stand beside it
    std::string status;           // "jetzt im Innovationszirkel"
    std::string news;             // the status, where `meta` does not tell it already
    std::string meta;             // "Stieghorst · seit gestern öffentlich"
    SupportButton support;
    std::string spoken;
};
struct IdeaListView {
    std::string title;
    std::string lead;
    std::string search_label;
    std::string search;  // as typed
    std::vector<Choice> themes;
    std::vector<Choice> quarters;
    std::vector<Choice> rings;  // gesammelt, in Arbeit, umgesetzt
    std::vector<Choice> orders;
    std::string filter_label;
    std::string count;  // "128 Ideen", with "für „Bank“" where searched
    std::vector<IdeaRow> rows;
    std::string empty;
    std::string write_label;  // "Idee erzählen"
    std::string own_label;    // "Meine Beiträge"
    bool has_more = false;
};
Result<IdeaListView> idea_list_view(const Context& context, const store::IdeaQuery& query);

}  // namespace qp::views
