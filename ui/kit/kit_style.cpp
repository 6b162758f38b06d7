// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/kit_style.h"

#include "ui/kit/focus_ring.h"
#include "ui/kit/icons.h"
#include "ui/kit/paint.h"
#include "ui/kit/style_paint.h"

#include <QAbstractItemView>
#include <QCheckBox>
#include <QComboBox>
#include <QFontMetrics>
#include <QHeaderView>
#include <QLineEdit>
#include <QMenu>
#include <QPainterPath>
#include <QPlainTextEdit>
#include <QRadioButton>
#include <QStyleOption>
#include <QTextEdit>
#include <QToolButton>

#include <algorithm>

namespace batchroom {
namespace {

bool isTextArea(const QWidget* widget)
{
    return qobject_cast<const QTextEdit*>(widget) || qobject_cast<const QPlainTextEdit*>(widget);
}

bool isComboList(const QWidget* widget)
{
    return widget && widget->inherits("QComboBoxListView");
}

template <class Option>
const Option* as(const QStyleOption* option)
{
    return qstyleoption_cast<const Option*>(option);
}

void frame(const QStyleOption& option, QPainter& painter, const QWidget* widget)
{
    if (isTextArea(widget)) {
        QStyleOption input(option);
        input.state.setFlag(QStyle::State_HasFocus, widget->hasFocus());
        input.state.setFlag(QStyle::State_Enabled, widget->isEnabled());
        style_paint::inputFrame(input, painter, widget);
    } else if (widget && widget->inherits("QComboBoxPrivateContainer")) {
        paintPanel(painter, option.rect, 0, theme().raised, theme().controlEdge);
    } else {
        paintPanel(painter, option.rect, 0, QColor(), theme().line);
    }
}

QSize menuItemSize(const QStyleOptionMenuItem& option)
{
    if (option.menuItemType == QStyleOptionMenuItem::Separator)
        return {24, 9};
    const QStringList parts = option.text.split(QLatin1Char('\t'));
    const int words = QFontMetrics(fontOf(FontRole::Body)).horizontalAdvance(parts.value(0));
    const int keys = parts.size() > 1 ? 32 + QFontMetrics(fontOf(FontRole::Small)).horizontalAdvance(parts[1]) : 0;
    const int arrow = option.menuItemType == QStyleOptionMenuItem::SubMenu ? 28 : 0;
    return {32 + words + keys + arrow + 16, scaled(28)};
}

// Menus at least a little wider than their longest entry, and rounded.
void prepareMenu(QMenu* menu)
{
    menu->setWindowFlag(Qt::FramelessWindowHint);
    menu->setAttribute(Qt::WA_TranslucentBackground);
}

} // namespace

KitStyle::KitStyle()
    : QProxyStyle(QStringLiteral("fusion"))
{
    isKeyboardInUse(); // watches from the first key on
}

void KitStyle::polish(QWidget* widget)
{
    QProxyStyle::polish(widget);
    if (auto* menu = qobject_cast<QMenu*>(widget)) {
        prepareMenu(menu);
    } else if (auto* area = qobject_cast<QAbstractScrollArea*>(widget)) {
        if (isTextArea(widget)) // else the square viewport covers the round corners
            area->viewport()->setAutoFillBackground(false);
        area->viewport()->setAttribute(Qt::WA_Hover);
        if (auto* header = qobject_cast<QHeaderView*>(widget);
            header && header->orientation() == Qt::Horizontal && header->defaultAlignment() == Qt::AlignCenter)
            header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    } else if (widget->inherits("QTipLabel")) {
        widget->setAttribute(Qt::WA_TranslucentBackground);
    }
    const bool isPlain = widget->metaObject() == &QPushButton::staticMetaObject
        || widget->metaObject() == &QCheckBox::staticMetaObject
        || widget->metaObject() == &QRadioButton::staticMetaObject
        || widget->metaObject() == &QToolButton::staticMetaObject;
    if (isPlain && !widget->property("kitFocus").toBool()) {
        widget->setProperty("kitFocus", true);
        widget->setAttribute(Qt::WA_Hover);
        followFocus(widget, controlRadius);
    }
}

void KitStyle::drawPrimitive(
    PrimitiveElement element, const QStyleOption* option, QPainter* painter, const QWidget* widget) const
{
    switch (element) {
    case PE_PanelLineEdit:
        if (const auto* input = as<QStyleOptionFrame>(option); input && input->lineWidth > 0)
            style_paint::inputFrame(*option, *painter, widget);
        return;
    case PE_FrameLineEdit: return;
    case PE_Frame: frame(*option, *painter, widget); return;
    case PE_FrameFocusRect:
        if (qobject_cast<const QAbstractItemView*>(widget) && !isComboList(widget) && isKeyboardInUse())
            paintCurrentCell(*painter, option->rect);
        return;
    case PE_IndicatorCheckBox:
    case PE_IndicatorItemViewItemCheck: style_paint::checkIndicator(*option, *painter); return;
    case PE_IndicatorRadioButton: style_paint::radioIndicator(*option, *painter); return;
    case PE_PanelItemViewRow: return; // the items fill their row; twice would paint over alternating colours
    case PE_PanelItemViewItem:
        if (const auto* item = as<QStyleOptionViewItem>(option))
            style_paint::itemBackground(*item, *painter);
        return;
    case PE_IndicatorBranch: style_paint::branch(*option, *painter); return;
    case PE_PanelMenu: paintPanel(*painter, option->rect, cardRadius, theme().raised, theme().controlEdge); return;
    case PE_FrameMenu: return;
    case PE_PanelTipLabel: paintPanel(*painter, option->rect, 6, theme().raised, theme().controlEdge); return;
    case PE_PanelButtonTool: style_paint::toolButton(*option, *painter); return;
    case PE_PanelButtonCommand:
        if (const auto* button = as<QStyleOptionButton>(option))
            style_paint::pushButton(*button, *painter);
        return;
    case PE_FrameDefaultButton:
    case PE_FrameTabWidget:
    case PE_FrameStatusBarItem:
    case PE_PanelStatusBar:
    case PE_PanelScrollAreaCorner: return;
    case PE_FrameTabBarBase:
        paintHorizontalLine(
            *painter, option->rect.left(), option->rect.right() + 1, option->rect.bottom(), theme().line);
        return;
    case PE_FrameGroupBox: paintPanel(*painter, option->rect, cardRadius, QColor(), theme().line); return;
    case PE_IndicatorArrowDown: paintIcon(*painter, IconId::ChevronDown, option->rect, theme().muted, 16); return;
    case PE_IndicatorArrowUp: paintIcon(*painter, IconId::ChevronUp, option->rect, theme().muted, 16); return;
    case PE_IndicatorArrowLeft: paintIcon(*painter, IconId::ChevronLeft, option->rect, theme().muted, 16); return;
    case PE_IndicatorArrowRight: paintIcon(*painter, IconId::ChevronRight, option->rect, theme().muted, 16); return;
    case PE_IndicatorHeaderArrow:
        if (const auto* header = as<QStyleOptionHeader>(option))
            paintIcon(*painter,
                header->sortIndicator == QStyleOptionHeader::SortUp ? IconId::ChevronUp : IconId::ChevronDown,
                option->rect, theme().muted, 14);
        return;
    default: QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void KitStyle::drawControl(
    ControlElement element, const QStyleOption* option, QPainter* painter, const QWidget* widget) const
{
    switch (element) {
    case CE_PushButtonBevel:
        if (const auto* button = as<QStyleOptionButton>(option))
            return style_paint::pushButton(*button, *painter);
        break;
    case CE_PushButtonLabel:
        if (const auto* button = as<QStyleOptionButton>(option))
            return style_paint::pushButtonLabel(*button, *painter);
        break;
    case CE_MenuItem:
        if (const auto* item = as<QStyleOptionMenuItem>(option))
            return style_paint::menuItem(*item, *painter, widget);
        break;
    case CE_MenuEmptyArea:
    case CE_SizeGrip:
    case CE_FocusFrame:
    case CE_ToolBar:
    case CE_MenuBarEmptyArea: return;
    case CE_HeaderSection:
        if (const auto* header = as<QStyleOptionHeader>(option))
            return style_paint::headerSection(*header, *painter);
        break;
    case CE_HeaderLabel:
        if (const auto* header = as<QStyleOptionHeader>(option))
            return style_paint::headerLabel(*header, *painter);
        break;
    case CE_HeaderEmptyArea:
        painter->fillRect(option->rect, theme().panel);
        paintHorizontalLine(
            *painter, option->rect.left(), option->rect.right() + 1, option->rect.bottom(), theme().line);
        return;
    case CE_TabBarTabShape:
        if (const auto* tab = as<QStyleOptionTab>(option))
            return style_paint::tabShape(*tab, *painter);
        break;
    case CE_ProgressBar:
        if (const auto* bar = as<QStyleOptionProgressBar>(option))
            return style_paint::progress(*bar, *painter);
        break;
    case CE_ComboBoxLabel:
        if (const auto* combo = as<QStyleOptionComboBox>(option))
            return style_paint::comboBoxLabel(*combo, *painter);
        break;
    case CE_Splitter: painter->fillRect(option->rect, theme().line); return;
    case CE_RubberBand: paintPanel(*painter, option->rect, 2, QColor(), theme().accent); return;
    default: break;
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

void KitStyle::drawComplexControl(
    ComplexControl control, const QStyleOptionComplex* option, QPainter* painter, const QWidget* widget) const
{
    if (const auto* combo = as<QStyleOptionComboBox>(option); control == CC_ComboBox && combo)
        return style_paint::comboBox(*combo, *painter, widget);
    if (const auto* spin = as<QStyleOptionSpinBox>(option); control == CC_SpinBox && spin)
        return style_paint::spinBox(*spin, *painter, widget);
    if (const auto* slider = as<QStyleOptionSlider>(option)) {
        if (control == CC_ScrollBar)
            return style_paint::scrollBar(
                *slider, proxy()->subControlRect(CC_ScrollBar, option, SC_ScrollBarSlider, widget), *painter);
        if (control == CC_Slider)
            return style_paint::slider(
                *slider, proxy()->subControlRect(CC_Slider, option, SC_SliderHandle, widget), *painter);
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

QRect KitStyle::subControlRect(
    ComplexControl control, const QStyleOptionComplex* option, SubControl part, const QWidget* widget) const
{
    if (control == CC_ComboBox) {
        if (part == SC_ComboBoxEditField)
            return option->rect.adjusted(8, 1, -28, -1);
        if (part == SC_ComboBoxArrow)
            return QRect(option->rect.right() - 27, option->rect.top(), 28, option->rect.height());
    }
    if (const auto* spin = as<QStyleOptionSpinBox>(option); control == CC_SpinBox && spin) {
        const QRect rect = option->rect;
        const bool hasButtons = spin->buttonSymbols != QAbstractSpinBox::NoButtons;
        const QRect buttons(rect.right() - 27, rect.top(), hasButtons ? 28 : 0, rect.height());
        switch (part) {
        case SC_SpinBoxEditField: return rect.adjusted(8, 1, hasButtons ? -28 : -8, -1);
        case SC_SpinBoxUp: return buttons.adjusted(0, 0, 0, -buttons.height() / 2);
        case SC_SpinBoxDown: return buttons.adjusted(0, buttons.height() / 2, 0, 0);
        default: break;
        }
    }
    // No arrow buttons at the ends of scroll bars.
    if (const auto* bar = as<QStyleOptionSlider>(option); control == CC_ScrollBar && bar) {
        const bool isVertical = bar->orientation == Qt::Vertical;
        const int length = isVertical ? bar->rect.height() : bar->rect.width();
        const int range = bar->maximum - bar->minimum;
        const int wanted =
            range > 0 ? int(qint64(bar->pageStep) * length / std::max(1, range + bar->pageStep)) : length;
        const int thumb = std::clamp(wanted, std::min(32, length), length);
        const int start =
            sliderPositionFromValue(bar->minimum, bar->maximum, bar->sliderPosition, length - thumb, bar->upsideDown);
        const auto along = [&](int from, int size) {
            return isVertical ? QRect(bar->rect.x(), bar->rect.y() + from, bar->rect.width(), size)
                              : QRect(bar->rect.x() + from, bar->rect.y(), size, bar->rect.height());
        };
        switch (part) {
        case SC_ScrollBarAddLine:
        case SC_ScrollBarSubLine: return {};
        case SC_ScrollBarGroove: return bar->rect;
        case SC_ScrollBarSubPage: return along(0, start);
        case SC_ScrollBarAddPage: return along(start + thumb, length - start - thumb);
        case SC_ScrollBarSlider: return along(start, thumb);
        default: break;
        }
    }
    return QProxyStyle::subControlRect(control, option, part, widget);
}

QRect KitStyle::subElementRect(SubElement element, const QStyleOption* option, const QWidget* widget) const
{
    switch (element) {
    case SE_LineEditContents:
        if (const auto* input = as<QStyleOptionFrame>(option); input && input->lineWidth > 0)
            return option->rect.adjusted(6, 1, -6, -1); // QLineEdit adds 2 of its own
        break;
    case SE_HeaderArrow: return QRect(option->rect.right() - 22, option->rect.top(), 16, option->rect.height());
    case SE_ComboBoxFocusRect: return option->rect;
    default: break;
    }
    return QProxyStyle::subElementRect(element, option, widget);
}

QSize KitStyle::sizeFromContents(
    ContentsType type, const QStyleOption* option, const QSize& contents, const QWidget* widget) const
{
    const int control = scaled(32);
    switch (type) {
    case CT_PushButton: return {std::max(contents.width() + 24, 64), control};
    case CT_LineEdit: return {contents.width() + 12, control};
    case CT_ComboBox: return {contents.width() + 8 + 28 + 4, control};
    case CT_SpinBox: return {contents.width() + 8 + 28, control};
    case CT_CheckBox:
    case CT_RadioButton: {
        const QSize size = QProxyStyle::sizeFromContents(type, option, contents, widget);
        return {size.width(), std::max(24, size.height())};
    }
    case CT_MenuItem:
        if (const auto* item = as<QStyleOptionMenuItem>(option))
            return menuItemSize(*item);
        break;
    case CT_HeaderSection:
        if (const auto* header = as<QStyleOptionHeader>(option))
            return {QFontMetrics(fontOf(FontRole::SmallMedium)).horizontalAdvance(header->text) + 40, control};
        break;
    case CT_ItemViewItem: {
        const QSize size = QProxyStyle::sizeFromContents(type, option, contents, widget);
        return {size.width(), std::max(size.height(), scaled(28))};
    }
    case CT_TabBarTab: return {contents.width() + 8, scaled(36)};
    case CT_ToolButton: return {std::max(24, contents.width() + 12), std::max(24, contents.height() + 8)};
    default: break;
    }
    return QProxyStyle::sizeFromContents(type, option, contents, widget);
}

int KitStyle::pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const
{
    switch (metric) {
    case PM_DefaultFrameWidth: return isTextArea(widget) ? 2 : 1;
    case PM_ScrollBarExtent: return style_paint::scrollBarExtent;
    case PM_ScrollBarSliderMin: return 32;
    case PM_ScrollView_ScrollBarSpacing:
    case PM_ScrollView_ScrollBarOverlap: return 0;
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight: return 16;
    case PM_CheckBoxLabelSpacing:
    case PM_RadioButtonLabelSpacing: return 8;
    case PM_MenuPanelWidth: return 1;
    case PM_MenuHMargin:
    case PM_MenuVMargin: return 4;
    case PM_MenuButtonIndicator: return 16;
    case PM_SplitterWidth: return 1;
    case PM_SliderLength:
    case PM_SliderThickness:
    case PM_SliderControlThickness: return 14;
    case PM_ButtonMargin: return 12;
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical: return 0;
    case PM_HeaderMargin: return 8;
    case PM_HeaderMarkSize: return 14;
    case PM_SmallIconSize:
    case PM_ButtonIconSize:
    case PM_ListViewIconSize: return 16;
    case PM_ToolTipLabelFrameWidth: return 6;
    case PM_LayoutHorizontalSpacing:
    case PM_LayoutVerticalSpacing: return 8;
    case PM_LayoutLeftMargin:
    case PM_LayoutTopMargin:
    case PM_LayoutRightMargin:
    case PM_LayoutBottomMargin: return 16;
    case PM_FocusFrameHMargin: return 7; // item views add 1: cell padding 8
    case PM_FocusFrameVMargin: return 4;
    case PM_TabBarBaseOverlap: return 0;
    default: return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int KitStyle::styleHint(
    StyleHint hint, const QStyleOption* option, const QWidget* widget, QStyleHintReturn* returned) const
{
    switch (hint) {
    case SH_ComboBox_Popup:
    case SH_EtchDisabledText:
    case SH_DialogButtonBox_ButtonsHaveIcons:
    case SH_ScrollBar_Transient:
    case SH_UnderlineShortcut:
    case SH_ItemView_ShowDecorationSelected: return hint == SH_ItemView_ShowDecorationSelected ? 1 : 0;
    case SH_ScrollBar_LeftClickAbsolutePosition:
    case SH_Slider_AbsoluteSetButtons: return hint == SH_Slider_AbsoluteSetButtons ? int(Qt::LeftButton) : 0;
    case SH_ToolTip_WakeUpDelay: return 500;
    case SH_Menu_MouseTracking:
    case SH_ComboBox_ListMouseTracking: return 1;
    case SH_Menu_Mask: return 0;
    default: return QProxyStyle::styleHint(hint, option, widget, returned);
    }
}

QIcon KitStyle::standardIcon(StandardPixmap which, const QStyleOption* option, const QWidget* widget) const
{
    switch (which) {
    case SP_LineEditClearButton:
    case SP_TitleBarCloseButton:
    case SP_DialogCloseButton:
    case SP_DialogCancelButton: return themedIcon(IconId::Close, ColorRole::Muted);
    case SP_MessageBoxInformation: return themedIcon(IconId::Info, ColorRole::Muted);
    case SP_MessageBoxWarning: return themedIcon(IconId::Warn, ColorRole::Warn);
    case SP_MessageBoxCritical: return themedIcon(IconId::Attention, ColorRole::Bad);
    case SP_MessageBoxQuestion: return themedIcon(IconId::Unknown, ColorRole::Muted);
    case SP_DirIcon:
    case SP_DirOpenIcon:
    case SP_DirClosedIcon: return themedIcon(IconId::Folder, ColorRole::Muted);
    case SP_FileIcon: return themedIcon(IconId::Image, ColorRole::Muted);
    case SP_ArrowBack:
    case SP_ArrowLeft: return themedIcon(IconId::ArrowLeft);
    case SP_ArrowForward:
    case SP_ArrowRight: return themedIcon(IconId::ArrowRight);
    case SP_FileDialogToParent:
    case SP_ArrowUp: return themedIcon(IconId::ArrowUp);
    case SP_FileDialogNewFolder: return themedIcon(IconId::Plus);
    case SP_FileDialogListView: return themedIcon(IconId::Menu);
    case SP_FileDialogDetailedView: return themedIcon(IconId::Table);
    default: return QProxyStyle::standardIcon(which, option, widget);
    }
}

} // namespace batchroom
