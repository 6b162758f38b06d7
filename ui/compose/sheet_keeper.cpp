// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compose/sheet_keeper.h"

#include "app/library/document_shelf.h"
#include "ui/models/brief_book.h"
#include "ui/models/sheet_document.h"
#include "ui/models/sheet_model.h"

#include <QtConcurrentRun>

#include <chrono>

namespace batchroom {

namespace {

const QString sheetName = QStringLiteral("compose/sheet");
const QString briefsName = QStringLiteral("compose/briefs");
// What cannot be read is put aside before anything is written over it.
const QString unreadable = QStringLiteral("-unreadable");

} // namespace

SheetKeeper::SheetKeeper(DocumentShelf& shelf, SheetModel& sheet, BriefBook& briefs, QObject* parent)
    : QObject(parent)
    , m_shelf(shelf)
    , m_sheet(sheet)
    , m_briefs(briefs)
{
    m_pool.setMaxThreadCount(1);
    for (QTimer* timer : {&m_sheetTimer, &m_briefTimer}) {
        timer->setSingleShot(true);
        timer->setInterval(std::chrono::milliseconds(400));
    }
    connect(&m_sheetTimer, &QTimer::timeout, this, &SheetKeeper::saveSheet);
    connect(&m_briefTimer, &QTimer::timeout, this, &SheetKeeper::saveBriefs);
}

SheetKeeper::~SheetKeeper()
{
    if (m_sheetTimer.isActive() || m_writing > 0)
        m_shelf.save(sheetName, sheetDocument(m_sheet.sheet()));
    if (m_briefTimer.isActive())
        saveBriefs();
    m_pool.waitForDone();
}

void SheetKeeper::load()
{
    m_shelf.load(sheetName).then(this, [this](const Result<QByteArray>& document) {
        if (document)
            takeSheet(*document);
        else if (document.error().code != ErrorCode::NotFound)
            Q_EMIT failed(document.error());
        loadBriefs();
    });
}

void SheetKeeper::takeSheet(const QByteArray& document)
{
    const Result<Sheet> sheet = sheetFromDocument(document);
    if (sheet) {
        m_sheet.load(*sheet);
        return;
    }
    m_shelf.save(sheetName + unreadable, document);
    Q_EMIT failed(sheet.error());
}

void SheetKeeper::loadBriefs()
{
    m_shelf.load(briefsName).then(this, [this](const Result<QByteArray>& document) {
        if (document) {
            if (const Result<void> read = m_briefs.load(*document); !read) {
                m_shelf.save(briefsName + unreadable, *document);
                Q_EMIT failed(read.error());
            }
        } else if (document.error().code != ErrorCode::NotFound) {
            Q_EMIT failed(document.error());
        }
        finishLoading();
    });
}

void SheetKeeper::finishLoading()
{
    m_isLoaded = true;
    const auto soon = [](QTimer& timer) { return [&timer] { timer.start(); }; };
    connect(&m_sheet, &SheetModel::sheetChanged, this, soon(m_sheetTimer));
    connect(&m_briefs, &BriefBook::changed, this, soon(m_briefTimer));
    connect(&m_briefs, &BriefBook::bookChanged, this, soon(m_briefTimer));
    Q_EMIT loaded();
}

void SheetKeeper::saveSheet()
{
    ++m_writing;
    QtConcurrent::run(&m_pool, [sheet = m_sheet.sheet()] {
        return sheetDocument(sheet);
    }).then(this, [this](const QByteArray& document) {
        --m_writing;
        m_shelf.save(sheetName, document);
    });
}

void SheetKeeper::saveBriefs()
{
    m_shelf.save(briefsName, m_briefs.toDocument());
}

} // namespace batchroom
