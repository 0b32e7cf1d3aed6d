// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/ui/painter.h"

#include <imgui.h>

#include <cmath>
#include <numbers>

namespace qp::kiosk::ui {
namespace {

ImVec2 vec(Point p) {
    return {p.x, p.y};
}

}  // namespace

Point on_circle(Point centre, float radius, float turns) {
    const float angle = turns * 2 * std::numbers::pi_v<float>;
    return {centre.x + radius * std::sin(angle), centre.y - radius * std::cos(angle)};
}

int Painter::vertices() const {
    return list_.VtxBuffer.Size;
}

void Painter::soften(int from, float share, float down) {
    for (int i = from; i < list_.VtxBuffer.Size; ++i) {
        ImDrawVert& vertex = list_.VtxBuffer[i];
        const ImU32 alpha = vertex.col >> IM_COL32_A_SHIFT & 0xFFU;
        const auto faded = static_cast<ImU32>(real(alpha) * share);
        vertex.col = (vertex.col & ~IM_COL32_A_MASK) | faded << IM_COL32_A_SHIFT;
        vertex.pos.y += down;
    }
}

void Painter::push_clip(const Rect& rect) {
    list_.PushClipRect({rect.x, rect.y}, {rect.right(), rect.bottom()}, true);
}

void Painter::pop_clip() {
    list_.PopClipRect();
}

void Painter::fill(const Rect& rect, Color color, float radius, Corners corners) {
    if (color == 0 || rect.is_empty()) return;
    const ImDrawFlags flags =
        corners == Corners::top ? ImDrawFlags_RoundCornersTop : ImDrawFlags_RoundCornersAll;
    list_.AddRectFilled({rect.x, rect.y}, {rect.right(), rect.bottom()}, color, radius, flags);
}

void Painter::gradient(const Rect& rect, Color top, Color bottom) {
    list_.AddRectFilledMultiColor({rect.x, rect.y}, {rect.right(), rect.bottom()}, top, top, bottom,
                                  bottom);
}

void Painter::outline(const Rect& rect, Color color, float width, float radius) {
    if (color == 0 || rect.is_empty() || width <= 0) return;
    // The line lies inside the rectangle, so that neighbours keep their distance.
    const float half = width / 2;
    list_.AddRect({rect.x + half, rect.y + half}, {rect.right() - half, rect.bottom() - half},
                  color, std::max(0.0F, radius - half), ImDrawFlags_RoundCornersAll, width);
}

void Painter::shadow(const Rect& rect, float radius, float blur, Color color) {
    const auto* slice =
        shadows_.find(static_cast<int>(radius), std::max(1, static_cast<int>(blur)));
    if (slice == nullptr) return;
    const AtlasRegion& image = slice->mask.region;
    const Rect outer = rect.grown(real(slice->reach));
    const float corner = std::min({real(slice->corner), outer.w / 2, outer.h / 2});
    const float x[] = {outer.x, outer.x + corner, outer.right() - corner, outer.right()};
    const float y[] = {outer.y, outer.y + corner, outer.bottom() - corner, outer.bottom()};
    const float share = real(slice->corner) / real(image.width);
    const float du = image.u1 - image.u0;
    const float dv = image.v1 - image.v0;
    const float u[] = {image.u0, image.u0 + du * share, image.u1 - du * share, image.u1};
    const float v[] = {image.v0, image.v0 + dv * share, image.v1 - dv * share, image.v1};
    for (int row = 0; row < 3; ++row) {
        for (int column = 0; column < 3; ++column) {
            list_.AddImage(reinterpret_cast<ImTextureID>(image.texture), {x[column], y[row]},
                           {x[column + 1], y[row + 1]}, {u[column], v[row]},
                           {u[column + 1], v[row + 1]}, color);
        }
    }
}

void Painter::line(Point from, Point to, Color color, float width) {
    list_.AddLine(vec(from), vec(to), color, width);
}

void Painter::dashes(Point from, Point to, Color color, float width, float dash) {
    const float length = std::hypot(to.x - from.x, to.y - from.y);
    if (length <= 0 || dash <= 0) return;
    for (float at = 0; at < length; at += dash * 2) {
        const float a = at / length;
        const float b = std::min(1.0F, (at + dash) / length);
        line({from.x + (to.x - from.x) * a, from.y + (to.y - from.y) * a},
             {from.x + (to.x - from.x) * b, from.y + (to.y - from.y) * b}, color, width);
    }
}

void Painter::polyline(std::span<const Point> points, Color color, float width) {
    if (points.size() < 2) return;
    std::vector<ImVec2> path;
    path.reserve(points.size());
    for (const Point& point : points) path.push_back(vec(point));
    list_.AddPolyline(path.data(), static_cast<int>(path.size()), color, ImDrawFlags_None, width);
    // The draw list cuts the ends straight and leaves notches at sharp turns.
    for (const Point& point : points) circle(point, width / 2, color);
}

void Painter::circle(Point centre, float radius, Color color) {
    if (color != 0) list_.AddCircleFilled(vec(centre), radius, color);
}

void Painter::blob(std::span<const Point> outline, Color color) {
    std::vector<ImVec2> path;
    path.reserve(outline.size());
    for (const Point& point : outline) path.push_back(vec(point));
    list_.AddConvexPolyFilled(path.data(), static_cast<int>(path.size()), color);
}

void Painter::ring(Point centre, float radius, Color color, float width) {
    list_.AddCircle(vec(centre), radius, color, 0, width);
}

void Painter::triangle(Point centre, float radius, Color color) {
    list_.AddTriangleFilled(vec(on_circle(centre, radius, 0)),
                            vec(on_circle(centre, radius, 1 / 3.0F)),
                            vec(on_circle(centre, radius, 2 / 3.0F)), color);
}

void Painter::sector(Point centre, float inner, float outer, float from, float to, Color color) {
    const int steps = std::max(2, static_cast<int>((to - from) * 180));
    const ImVec2 white = ImGui::GetFontTexUvWhitePixel();
    list_.PrimReserve(steps * 6, (steps + 1) * 2);
    const auto first = list_._VtxCurrentIdx;
    for (int i = 0; i <= steps; ++i) {
        const float at = from + (to - from) * real(i) / real(steps);
        list_.PrimWriteVtx(vec(on_circle(centre, inner, at)), white, color);
        list_.PrimWriteVtx(vec(on_circle(centre, outer, at)), white, color);
    }
    for (int i = 0; i < steps; ++i) {
        const auto base = first + static_cast<unsigned>(i) * 2;
        for (const unsigned offset : {0U, 1U, 3U, 0U, 3U, 2U}) {
            list_.PrimWriteIdx(static_cast<ImDrawIdx>(base + offset));
        }
    }
}

void Painter::hill(const Rect& area, std::span<const float> tops, Color color) {
    if (tops.size() < 2) return;
    const float step = area.w / real(tops.size() - 1);
    std::vector<ImVec2> edge;
    for (std::size_t i = 0; i < tops.size(); ++i) {
        edge.push_back({area.x + step * real(i), tops[i]});
    }
    const ImVec2 white = ImGui::GetFontTexUvWhitePixel();
    const int quads = static_cast<int>(tops.size()) - 1;
    list_.PrimReserve(quads * 6, (quads + 1) * 2);
    const auto first = list_._VtxCurrentIdx;
    for (const ImVec2& top : edge) {
        list_.PrimWriteVtx(top, white, color);
        list_.PrimWriteVtx({top.x, area.bottom()}, white, color);
    }
    for (int i = 0; i < quads; ++i) {
        const auto base = first + static_cast<unsigned>(i) * 2;
        for (const unsigned offset : {0U, 1U, 3U, 0U, 3U, 2U}) {
            list_.PrimWriteIdx(static_cast<ImDrawIdx>(base + offset));
        }
    }
    // Smooths the edge, which the triangles leave jagged.
    list_.AddPolyline(edge.data(), static_cast<int>(edge.size()), color, ImDrawFlags_None, 2);
}

void Painter::pictogram(std::string_view name, const Rect& square, Color color) {
    const int side = static_cast<int>(std::lround(square.w));
    const AtlasRegion* region = pictograms_.find(name, side);
    if (region == nullptr) {
        outline(square, color, 2);
        return;
    }
    const float x = std::round(square.x);
    const float y = std::round(square.y);
    list_.AddImage(reinterpret_cast<ImTextureID>(region->texture), {x, y},
                   {x + real(side), y + real(side)}, {region->u0, region->v0},
                   {region->u1, region->v1}, color);
}

void Painter::text(const Paragraph& paragraph, Point at, Color color) {
    text_.draw(list_, paragraph, at, color);
}

void Painter::centred(std::string_view words, const TextStyle& style, Point centre, Color color) {
    const Paragraph& paragraph = text_.lay_out(words, style, 0);
    text(paragraph, {centre.x - paragraph.size.w / 2, centre.y - paragraph.size.h / 2}, color);
}

}  // namespace qp::kiosk::ui
