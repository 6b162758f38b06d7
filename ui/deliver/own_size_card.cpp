// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/deliver/own_size_card.h"

#include "ui/kit/buttons.h"
#include "ui/kit/labels.h"
#include "ui/kit/layout.h"

#include <QLineEdit>
#include <QSpinBox>

namespace batchroom {

namespace {

constexpr int smallestSide = 16;
constexpr int longestSide = 16'384; // as the export allows

QSpinBox* sideBox(const QString& objectName, const QString& name, int value)
{
    auto* box = new QSpinBox;
    box->setObjectName(objectName);
    box->setAccessibleName(name);
    box->setRange(smallestSide, longestSide);
    box->setValue(value);
    box->setButtonSymbols(QAbstractSpinBox::NoButtons);
    box->setFixedWidth(scaled(88));
    return box;
}

} // namespace

OwnSizeCard::OwnSizeCard(QWidget* parent)
    : PopupCard(parent)
    , m_width(sideBox(QStringLiteral("ownWidthBox"), tr("Width in pixels"), 1200))
    , m_height(sideBox(QStringLiteral("ownHeightBox"), tr("Height in pixels"), 1200))
{
    setObjectName(QStringLiteral("ownSizeCard"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto* add = new Button(tr("Add this size"));
    add->setObjectName(QStringLiteral("addOwnSizeButton"));
    auto* note = new TextLabel(tr("Width and height in pixels. It stays in the list as long as it is chosen."),
        FontRole::Small, ColorRole::Muted);
    note->setWrapping(true);
    note->setFixedWidth(scaled(232));
    setLayout(column(
        {new TextLabel(tr("Own size"), FontRole::Section), note,
            row({m_width, new TextLabel(QStringLiteral("×"), FontRole::Body, ColorRole::Muted), m_height, Stretch{}}),
            add},
        10, margins(12)));
    setFocusProxy(m_width);
    connect(add, &Button::clicked, this, &OwnSizeCard::choose);
    for (QSpinBox* box : {m_width, m_height})
        connect(box->findChild<QLineEdit*>(), &QLineEdit::returnPressed, this, &OwnSizeCard::choose);
    m_width->selectAll();
}

void OwnSizeCard::choose()
{
    m_width->interpretText();
    m_height->interpretText();
    Q_EMIT chosen({m_width->value(), m_height->value()});
    close();
}

} // namespace batchroom
