// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compose/first_start.h"

#include "ui/compose/bill_bar.h"
#include "ui/compose/counted.h"
#include "ui/compose/picture_fan.h"
#include "ui/kit/buttons.h"
#include "ui/kit/cards.h"
#include "ui/kit/labels.h"
#include "ui/kit/paint.h"
#include "ui/models/sheet_cell_look.h"

#include <algorithm>

namespace batchroom {

namespace {

constexpr int cardWidth = 560;
constexpr int wordsWidth = 480;
constexpr int wayWidth = 320;

class SampleRow : public QWidget {
public:
    SampleRow(int number, const QString& prompt, const QString& aspect, const QString& images)
        : m_number(number)
        , m_prompt(prompt)
        , m_aspect(aspect)
        , m_images(images)
    {
        setFixedHeight(scaled(36));
        setAccessibleName(QStringLiteral("%1, %2, %3").arg(prompt, aspect, images));
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        const Theme& t = theme();
        paintHorizontalLine(painter, 0, width(), height() - 1, t.line);
        paintText(painter, QRect(12, 0, scaled(20), height()), QString::number(m_number), FontRole::Small, t.muted);
        paintText(painter, QRect(12 + scaled(24), 0, width() - 12 - scaled(24 + 168), height()), m_prompt,
            FontRole::Body, t.text, Qt::AlignLeft | Qt::AlignVCenter, Qt::ElideMiddle);
        const QRect frame(width() - scaled(152), 0, 20, height());
        paintAspectFrame(painter, frame, m_aspect, 18, t.muted);
        paintText(painter, QRect(frame.right() + 14, 0, scaled(40), height()), m_aspect, FontRole::Body, t.muted);
        paintText(painter, QRect(width() - 12 - scaled(72), 0, scaled(72), height()), m_images, FontRole::Body, t.muted,
            Qt::AlignRight | Qt::AlignVCenter);
    }

private:
    int m_number;
    QString m_prompt;
    QString m_aspect;
    QString m_images;
};

// A figure in a circle: a step of the way.
class StepMark : public QWidget {
public:
    StepMark(int step, bool isHere)
        : m_step(step)
        , m_isHere(isHere)
    {
        setFixedSize(scaled(24), scaled(24));
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        const QColor& color = m_isHere ? theme().accent : theme().controlEdge;
        paintPanel(painter, rect(), height() / 2.0, QColor(), color, m_isHere ? 1.5 : 1);
        paintText(painter, rect(), QString::number(m_step), FontRole::SmallMedium,
            m_isHere ? theme().accent : theme().muted, Qt::AlignCenter, Qt::ElideNone);
    }

private:
    int m_step;
    bool m_isHere;
};

QWidget* step(int number, const QString& title, const QString& words)
{
    auto* text = new TextLabel(words, FontRole::Body, ColorRole::Muted);
    text->setWrapping(true);
    auto* lines = column({new TextLabel(title, FontRole::BodyMedium), text}, 2);
    return boxed(row({Aligned{new StepMark(number, number == 1), Qt::AlignTop}, Wide{boxed(lines), 1}}, 12));
}

} // namespace

FirstStart::FirstStart(const Catalog& catalog, const Sheet& rows, QWidget* parent)
    : QWidget(parent)
    , m_catalog(catalog)
    , m_rows(rows)
    , m_words(new TextLabel({}, FontRole::Lead, ColorRole::Muted))
    , m_duration(new TextLabel({}, FontRole::Body, ColorRole::Muted))
    , m_queue(new Button({}, ButtonKind::Primary))
    , m_fan(new PictureFan)
    , m_way(makeWay())
{
    setObjectName(QStringLiteral("firstStart"));
    auto* scroll = new ScrollArea(makeMiddle());
    setLayout(row({Wide{scroll, 1}, m_way}, 0));
    refresh();
}

QWidget* FirstStart::makeMiddle()
{
    auto* title = new TextLabel(tr("Your first images are ready to queue"), FontRole::Title);
    m_words->setWrapping(true);
    m_words->setAlignment(Qt::AlignCenter);
    m_words->setFixedWidth(scaled(wordsWidth));
    auto* import = new Button(IconId::Table, tr("Import a spreadsheet"), ButtonKind::Quiet);
    import->setMuted(true);
    import->setObjectName(QStringLiteral("importSheetButton"));
    auto* empty = new Button(IconId::Plus, tr("Start with an empty sheet"), ButtonKind::Quiet);
    empty->setMuted(true);
    empty->setObjectName(QStringLiteral("emptySheetButton"));
    connect(import, &QAbstractButton::clicked, this, &FirstStart::importRequested);
    connect(empty, &QAbstractButton::clicked, this, &FirstStart::emptySheetRequested);
    return boxed(column({Stretch{2}, Aligned{m_fan, Qt::AlignHCenter}, Gap{24}, Aligned{title, Qt::AlignHCenter},
                            Gap{8}, Aligned{m_words, Qt::AlignHCenter}, Gap{24}, Aligned{makeCard(), Qt::AlignHCenter},
                            Gap{12}, row({Stretch{}, import, empty, Stretch{}}, 4), Stretch{3}},
        0, margins(16)));
}

QWidget* FirstStart::makeCard()
{
    auto* card = new Card;
    card->setFixedWidth(std::max(cardWidth, scaled(wordsWidth)));
    auto* title = new TextLabel(tr("Sample brief: Halden summer"), FontRole::Section);
    auto* count = new TextLabel(
        counted(static_cast<int>(m_rows.rows.size()), tr("1 row"), tr("%1 rows")), FontRole::Small, ColorRole::Muted);
    auto* head = new Surface(ColorRole::Panel, Qt::BottomEdge);
    head->setFixedHeight(scaled(40));
    head->setLayout(row({title, Stretch{}, count}, 8, margins(12, 0)));
    auto* lines = column({head}, 0, margins(1));
    int number = 0;
    for (const SheetRow& sample : m_rows.rows) {
        const Model* model = m_catalog.model(sample.cell(SheetColumn::Model));
        const CellLook aspect = cellLook(sample, fieldOf(SheetColumn::Aspect), model, m_catalog);
        const int images = std::max(1, sample.cell(SheetColumn::Images).toInt());
        lines->addWidget(new SampleRow(
            ++number, sample.cell(SheetColumn::Prompt), aspect.text, counted(images, tr("1 image"), tr("%1 images"))));
    }
    auto* open = new Button(IconId::Compose, tr("Open the sheet"), ButtonKind::Quiet);
    open->setObjectName(QStringLiteral("openSheetButton"));
    m_queue->setObjectName(QStringLiteral("queueSampleButton"));
    m_queue->setSize(ButtonSize::Large);
    auto* foot = boxed(row({open, Stretch{}, m_duration, m_queue}, 8, margins(12, 0)));
    foot->setFixedHeight(scaled(64));
    lines->addWidget(foot);
    card->setLayout(lines);
    connect(open, &QAbstractButton::clicked, this, &FirstStart::openSheetRequested);
    connect(m_queue, &QAbstractButton::clicked, this, &FirstStart::queueRequested);
    return card;
}

QWidget* FirstStart::makeWay()
{
    auto* pane = new Surface(ColorRole::Panel, Qt::LeftEdge);
    pane->setFixedWidth(wayWidth);
    auto* head = new Surface(ColorRole::Panel, Qt::BottomEdge);
    head->setFixedHeight(scaled(48));
    head->setLayout(row({new TextLabel(tr("The way through"), FontRole::Section), Stretch{}}, 8, margins(16, 0)));
    auto* steps =
        column({step(1, tr("Compose"),
                    tr("Write rows, or let a brief write them. The bill is shown before anything is sent.")),
                   step(2, tr("Queue"), tr("Images are made in the background. Close the lid, it goes on later.")),
                   step(3, tr("Gallery"), tr("Cull with the keyboard: P keeps, X drops, 1 to 5 rates.")),
                   step(4, tr("Deliver"), tr("Every platform’s size from one picture, cropped and named.")),
                   step(5, tr("Events"), tr("Tell other tools when pictures are ready.")), Stretch{}},
            16, margins(16));
    auto* keyWords =
        new TextLabel(tr("It is kept in this computer’s keyring. Set a spending cap first, it takes one number."),
            FontRole::Body, ColorRole::Muted);
    keyWords->setWrapping(true);
    auto* addKey = new Button(tr("Add a key"));
    addKey->setObjectName(QStringLiteral("addKeyButton"));
    connect(addKey, &QAbstractButton::clicked, this, &FirstStart::addKeyRequested);
    auto* key = new Surface(ColorRole::Panel, Qt::TopEdge);
    auto* keyTitle = row({new IconLabel(IconId::Key, ColorRole::Muted, 20),
                             new TextLabel(tr("Have an Ideogram key?"), FontRole::Section), Stretch{}},
        8);
    key->setLayout(column({keyTitle, keyWords, Gap{4}, row({addKey, Stretch{}})}, 4, margins(16)));
    pane->setLayout(column({head, Wide{new ScrollArea(boxed(steps)), 1}, key}, 0));
    return pane;
}

void FirstStart::setBilling(Billing billing)
{
    m_billing = billing;
    refresh();
}

void FirstStart::setBusy(bool isBusy)
{
    m_isBusy = isBusy;
    refresh();
}

void FirstStart::focusPrimary()
{
    m_queue->setFocus(Qt::OtherFocusReason);
}

void FirstStart::refresh()
{
    BillCounter counter;
    for (const SheetRow& sample : m_rows.rows)
        counter.add(rowShare(sample, 1, m_catalog, m_billing), {});
    const SheetBill bill = counter.bill(m_catalog, m_billing);
    const QString queue = counted(bill.images, tr("Queue 1 image"), tr("Queue %1 images"));
    m_queue->setText(m_isBusy ? tr("Queuing…")
            : bill.isFree     ? tr("%1 · free").arg(queue)
                              : tr("%1 · %2").arg(queue, bill.total.toText()));
    m_queue->setEnabled(!m_isBusy);
    m_duration->setText(tr("about %1").arg(durationText(bill.duration(10))));
    m_words->setText(bill.isFree
            ? tr("You are on the Sandbox: it answers like Ideogram, draws its own pictures and costs nothing. A sample "
                 "brief is already filled in.")
            : tr("You are on Ideogram: these four cost %1 by its price list. A sample brief is already filled in.")
                  .arg(bill.total.toText()));
    m_words->setMinimumHeight(m_words->heightForWidth(m_words->width()));
}

// On a low window the pictures give way, on a narrow one the way does.
void FirstStart::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    m_way->setVisible(width() >= wayWidth + std::max(cardWidth, scaled(wordsWidth)) + 32);
    m_fan->setVisible(height() >= scaled(660));
}

} // namespace batchroom
