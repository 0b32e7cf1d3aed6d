// SPDX-License-Identifier: EUPL-1.2
// A view by its name: what is public, and what only this device shows.
#include "core/views/json.h"
#include "core/views/public_view.h"
#include "web/bridge/phone_core.h"

namespace qp::web {

namespace {

template <class View>
Result<std::string> json_of(const Result<View>& view) {
    if (!view) return fail(view.error());
    return views::to_json(*view);
}

}  // namespace

Result<std::string> PhoneCore::view(const Message& message) {
    const views::Context context = this->context(message);
    const std::string name = message.text("view");
    if (name == "shell") return json_of(views::shell_view(context, message.text("area")));
    if (name == "own_ideas")
        return json_of(
            views::own_ideas_view(context, message.text("code"), message.flag("is_pressed")));
    if (name == "settings")
        return json_of(
            views::phone_settings_view(context, message.text("theme"), message.text("text_size")));
    if (name == "idea_form")
        return json_of(
            views::idea_form_view(context, draft_of(message), message.flag("is_pressed")));
    if (name == "idea_edit")
        return json_of(views::idea_edit_view(context, message.id("id"), draft_of(message),
                                             message.flag("is_pressed")));
    if (name == "own_project") {
        const auto found = views::own_project_view(context, message.id("id"), update_of(message),
                                                   message.flag("is_pressed"));
        if (!found) return fail(found.error());
        return *found ? views::to_json(**found) : "null";
    }
    if (name == "idea_report") {
        const auto view = views::idea_report_view(context, message.id("id"), report_of(message),
                                                  message.flag("is_pressed"));
        if (!view) return fail(view.error());
        return *view ? views::to_json(**view) : std::string{"null"};
    }
    auto found = views::public_view(
        context, name, [&message](const char* field) { return message.text_of_any(field); });
    if (!found) return fail(found.error());
    if (!*found) return fail(Code::bad_argument, "no view " + name);
    return std::move(**found);
}

}  // namespace qp::web
