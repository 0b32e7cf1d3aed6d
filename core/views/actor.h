// SPDX-License-Identifier: EUPL-1.2
// Netzwerkcompass: who in the city can help.
#pragma once

#include "core/views/view.h"

namespace qp::views {

struct ActorRow {
    std::string id;
    Text name;
    Text summary;
    std::string sector;  // word
    std::string sector_tone;
    std::vector<Badge> badges;  // themes, demo
    std::string spoken;
};
struct ActorListView {
    std::string title;
    std::string lead;
    std::string search_label;
    std::string search;
    std::string sector_label;
    std::vector<Choice> sectors;
    std::string theme_label;
    std::vector<Choice> themes;
    std::string count;
    std::vector<ActorRow> rows;
    std::string empty;
    std::string join;  // how to be listed
    bool has_more = false;
};
Result<ActorListView> actor_list_view(const Context& context, const store::ActorQuery& query);

struct ActorFact {
    std::string label;
    std::string value;
    std::string link;  // an address of the web, mailto:, tel:; empty: it leads nowhere
};
struct ActorView {
    std::string id;
    Text name;
    Text summary;
    std::vector<Badge> badges;
    std::string competences_title;
    std::vector<Text> competences;
    std::string interests_title;
    std::vector<Text> interests;
    std::vector<ActorFact> facts;  // address, website, contact, quarter
    std::string reviewed;          // "Zuletzt geprüft im Oktober 2026"
};
Result<std::optional<ActorView>> actor_view(const Context& context, const Id& actor);

}  // namespace qp::views
