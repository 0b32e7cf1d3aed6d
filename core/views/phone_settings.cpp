// SPDX-License-Identifier: EUPL-1.2
#include "core/views/phone_settings.h"

#include <algorithm>

#include "core/i18n/msg.h"
#include "core/store/followed.h"
#include "core/store/own_choices.h"
#include "core/store/own_projects.h"
#include "core/views/phrases.h"

namespace qp::views {
namespace {

constexpr std::uint32_t kRefusedMax = 1000;
constexpr std::size_t kDateLength = 10;  // "2026-11-23"

// What lies here of its owner.
struct Own {
    std::uint32_t ideas = 0;
    std::uint32_t to_withdraw = 0;  // of these
    std::uint32_t choices = 0;
    std::uint32_t followed = 0;
    std::uint32_t projects = 0;  // that there is a key for
    std::uint32_t updates = 0;
    std::uint32_t reports = 0;
    bool has_draft = false;
    bool is_erasing = false;
    std::uint32_t not_taken_back = 0;
};

bool is_taking_back(const store::RefusedContribution& refused) {
    return !refused.type || refused.type == ops::OpType::idea_withdraw;
}

Status look_at_projects(store::Local& local, Own& own) {
    const auto projects = store::own_projects(local);
    if (!projects) return fail(projects.error());
    own.projects = static_cast<std::uint32_t>(projects->size());
    for (const Id& project : *projects) {
        const auto updates = store::own_updates(local, project);
        if (!updates) return fail(updates.error());
        own.updates += static_cast<std::uint32_t>(updates->size());
    }
    return {};
}

Result<Own> look(store::Local& local) {
    Own own;
    const auto ideas = local.own_ideas();
    if (!ideas) return fail(ideas.error());
    own.ideas = static_cast<std::uint32_t>(ideas->size());
    for (const store::OwnIdea& idea : *ideas)
        if (idea.can_be_withdrawn()) ++own.to_withdraw;
    const auto choices = store::own_choices(local);
    if (!choices) return fail(choices.error());
    own.choices = static_cast<std::uint32_t>(choices->size());
    const auto followed = store::followed(local);
    if (!followed) return fail(followed.error());
    own.followed = static_cast<std::uint32_t>(followed->size());
    if (auto looked = look_at_projects(local, own); !looked) return fail(looked.error());
    const auto reports = local.reported_ideas();
    if (!reports) return fail(reports.error());
    own.reports = static_cast<std::uint32_t>(reports->size());
    const auto draft = local.draft();
    if (!draft) return fail(draft.error());
    own.has_draft = *draft && !((*draft)->title + (*draft)->text).empty();
    const auto erasing = local.setting(kErasing);
    if (!erasing) return fail(erasing.error());
    own.is_erasing = *erasing && !(*erasing)->empty();
    if (!own.is_erasing) return own;
    const auto refused = local.refused(kRefusedMax);
    if (!refused) return fail(refused.error());
    own.not_taken_back =
        static_cast<std::uint32_t>(std::count_if(refused->begin(), refused->end(), is_taking_back));
    // For want of room on this device.
    own.not_taken_back += own.to_withdraw + own.choices;
    return own;
}

Question question(const Context& context, const Own& own) {
    const i18n::Locale& locale = context.locale();
    std::vector<std::string> parts;
    if (own.to_withdraw > 0)
        parts.push_back(locale.text(msg::erase_ask_ideas{.count = locale.number(own.to_withdraw)}));
    if (own.choices > 0)
        parts.push_back(locale.text(msg::erase_ask_choices{.count = locale.number(own.choices)}));
    if (!parts.empty() && !context.sync.has_link)
        parts.push_back(locale.text(msg::erase_ask_offline));
    if (own.projects > 0)
        parts.push_back(locale.text(msg::erase_ask_projects{.count = locale.number(own.projects)}));
    if (own.reports > 0)
        parts.push_back(locale.text(msg::erase_ask_reports{.count = locale.number(own.reports)}));
    parts.push_back(locale.text(msg::erase_ask));
    std::string text;
    for (const std::string& part : parts) text = spoken({text, part});
    return {locale.text(msg::erase_ask_title), std::move(text), locale.text(msg::phone_erase_yes),
            locale.text(msg::action_cancel)};
}

EraseView erase(const Context& context, const Own& own) {
    const i18n::Locale& locale = context.locale();
    EraseView view;
    view.label = locale.text(msg::phone_erase);
    view.question = question(context, own);
    view.is_under_way = own.is_erasing;
    if (!own.is_erasing) return view;
    // What a relay has taken gets to the city without this device.
    const std::uint32_t here =
        context.sync.waiting - std::min(context.sync.waiting, context.sync.at_relay);
    view.is_over = here == 0 && own.not_taken_back == 0;
    view.title = locale.text(msg::erase_title);
    const std::string count = locale.number(here);
    if (here > 0)
        view.text = context.sync.has_link ? locale.text(msg::erase_under_way{.count = count})
                                          : locale.text(msg::erase_offline{.count = count});
    if (own.not_taken_back > 0)
        view.left = locale.text(msg::erase_left{.count = locale.number(own.not_taken_back)});
    view.now = locale.text(msg::erase_now);
    if (here > 0) view.now_hint = locale.text(msg::erase_now_hint);
    view.keep = locale.text(msg::erase_keep);
    return view;
}

SettingsGroup with_device(const i18n::Locale& locale, SettingsGroup group,
                          const std::string& chosen) {
    group.choices.insert(group.choices.begin(),
                         {"device", locale.text(msg::settings_theme_device), false, "neutral", {}});
    const auto is_chosen = [&](const Choice& choice) { return choice.id == chosen; };
    const bool is_known = std::any_of(group.choices.begin(), group.choices.end(), is_chosen);
    for (Choice& choice : group.choices) choice.is_on = choice.id == (is_known ? chosen : "device");
    return group;
}

std::vector<SettingsGroup> groups(const Context& context, const std::string& theme,
                                  const std::string& text_size) {
    SettingsState state;
    state.theme = theme;
    state.text_size = text_size;
    std::vector<SettingsGroup> chosen;
    for (SettingsGroup& group : settings_view(context, state).groups) {
        if (group.id == "theme")
            chosen.push_back(with_device(context.locale(), std::move(group), theme));
        else if (group.id == "text_size")
            chosen.push_back(std::move(group));
    }
    for (SettingsGroup& group : chosen)
        if (std::none_of(group.choices.begin(), group.choices.end(),
                         [](const Choice& choice) { return choice.is_on; }))
            group.choices.front().is_on = true;
    return chosen;
}

}  // namespace

Result<PhoneSettingsView> phone_settings_view(const Context& context, const std::string& theme,
                                              const std::string& text_size) {
    const i18n::Locale& locale = context.locale();
    PhoneSettingsView view;
    view.title = locale.text(msg::phone_settings);
    view.lead = locale.text(msg::phone_settings_text);
    view.language_label = locale.text(msg::phone_language);
    view.quarter_label = locale.text(msg::phone_filter_quarter);
    view.groups = groups(context, theme, text_size);
    view.data_title = locale.text(msg::phone_your_data);
    view.data_text = locale.text(msg::phone_your_data_text);
    view.save = locale.text(msg::own_data_save);
    view.save_hint = locale.text(msg::own_data_save_hint);
    view.save_name = "quartierpuls-" + to_iso(context.now).substr(0, kDateLength) + ".json";
    view.saved = locale.text(msg::own_data_saved);
    if (context.local == nullptr) return view;
    const auto own = look(*context.local);
    if (!own) return fail(own.error());
    view.data = {{locale.text(msg::own_data_ideas), locale.number(own->ideas)},
                 {locale.text(msg::own_data_choices), locale.number(own->choices)}};
    if (own->followed > 0)
        view.data.push_back({locale.text(msg::followed_title), locale.number(own->followed)});
    if (own->projects > 0) {
        view.data.push_back({locale.text(msg::own_data_projects), locale.number(own->projects)});
        view.data.push_back({locale.text(msg::own_data_updates), locale.number(own->updates)});
    }
    if (own->reports > 0)
        view.data.push_back({locale.text(msg::own_data_reports), locale.number(own->reports)});
    if (own->has_draft) view.data.push_back({locale.text(msg::own_data_drafts), locale.number(1)});
    if (context.sync.waiting > 0)
        view.data.push_back(
            {locale.text(msg::own_data_waiting), locale.number(context.sync.waiting)});
    view.erase = erase(context, *own);
    return view;
}

}  // namespace qp::views
