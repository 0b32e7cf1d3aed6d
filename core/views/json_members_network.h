// SPDX-License-Identifier: EUPL-1.2
// As json_members.h, of the Netzwerkcompass and the Kickbox projects. Inner part of json.cpp.
#pragma once

#include "core/views/json.h"

namespace qp::views {

template <class Visit>
void members(Visit&& visit, const ActorRow& v) {
    visit("id", v.id);
    visit("name", v.name);
    visit("summary", v.summary);
    visit("sector", v.sector);
    visit("sector_tone", v.sector_tone);
    visit("badges", v.badges);
    visit("spoken", v.spoken);
}

template <class Visit>
void members(Visit&& visit, const ActorListView& v) {
    visit("title", v.title);
    visit("lead", v.lead);
    visit("search_label", v.search_label);
    visit("search", v.search);
    visit("sector_label", v.sector_label);
    visit("sectors", v.sectors);
    visit("theme_label", v.theme_label);
    visit("themes", v.themes);
    visit("count", v.count);
    visit("rows", v.rows);
    visit("empty", v.empty);
    visit("join", v.join);
    visit("has_more", v.has_more);
}

template <class Visit>
void members(Visit&& visit, const ActorFact& v) {
    visit("label", v.label);
    visit("value", v.value);
    visit("link", v.link);
}

template <class Visit>
void members(Visit&& visit, const ActorView& v) {
    visit("id", v.id);
    visit("name", v.name);
    visit("summary", v.summary);
    visit("badges", v.badges);
    visit("competences_title", v.competences_title);
    visit("competences", v.competences);
    visit("interests_title", v.interests_title);
    visit("interests", v.interests);
    visit("facts", v.facts);
    visit("reviewed", v.reviewed);
}

template <class Visit>
void members(Visit&& visit, const ProjectRow& v) {
    visit("id", v.id);
    visit("title", v.title);
    visit("summary", v.summary);
    visit("stage", v.stage);
    visit("stage_tone", v.stage_tone);
    visit("progress", v.progress);
    visit("last_update", v.last_update);
    visit("help", v.help);
    visit("badges", v.badges);
    visit("spoken", v.spoken);
}

template <class Visit>
void members(Visit&& visit, const ProjectListView& v) {
    visit("title", v.title);
    visit("lead", v.lead);
    visit("theme_label", v.theme_label);
    visit("themes", v.themes);
    visit("count", v.count);
    visit("rows", v.rows);
    visit("empty", v.empty);
    visit("has_more", v.has_more);
}

template <class Visit>
void members(Visit&& visit, const StageView& v) {
    visit("label", v.label);
    visit("tone", v.tone);
    visit("is_done", v.is_done);
    visit("is_current", v.is_current);
}

template <class Visit>
void members(Visit&& visit, const ProjectUpdateView& v) {
    visit("date", v.date);
    visit("title", v.title);
    visit("text", v.text);
}

template <class Visit>
void members(Visit&& visit, const ProjectView& v) {
    visit("id", v.id);
    visit("title", v.title);
    visit("summary", v.summary);
    visit("paragraphs", v.paragraphs);
    visit("innovator", v.innovator);
    visit("badges", v.badges);
    visit("stage_title", v.stage_title);
    visit("stage", v.stage);
    visit("stages", v.stages);
    visit("help_title", v.help_title);
    visit("help_wanted", v.help_wanted);
    visit("goals_title", v.goals_title);
    visit("goals", v.goals);
    visit("updates_title", v.updates_title);
    visit("updates", v.updates);
    visit("updates_empty", v.updates_empty);
    visit("idea_label", v.idea_label);
    visit("idea_id", v.idea_id);
}

}  // namespace qp::views
