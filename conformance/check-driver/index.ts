import { startServer } from "../../mock-server/index.ts";
import { driverFault } from "../protocol/driver-fault.ts";
import {
  type Description,
  type Driver,
  DriverError,
  type DriverFault,
  PROTOCOL_VERSION,
  startDriverProcess,
} from "../protocol/index.ts";
import { textOf } from "./checked-driver.ts";
import { type Check, check } from "./checks.ts";
import type { DriverReport } from "./report.ts";

export { type DriverReport, textOfReport } from "./report.ts";

/**
 * Checks a driver against the mock server: whether it starts, answers, tells of events and ends as the protocol wants it.
 * What its client does right and wrong is not looked at.
 *
 * @param driver a command of the system's shell, or a driver in this process
 */
export async function checkDriver(driver: string | Driver): Promise<DriverReport> {
  const faults: DriverFault[] = [];
  const remarks: string[] = [];
  const seen = new Set<string>();
  const onFault = (fault: DriverFault) => {
    if (seen.has(fault.text)) return;
    seen.add(fault.text);
    faults.push(fault);
  };
  const onRemark = (remark: string) => remarks.push(remark);
  const server = await startServer({ port: 0, preset: "empty", control: false });
  const { caFile } = server;
  const started =
    typeof driver === "string"
      ? startDriverProcess({
          command: driver,
          ...(caFile !== "" && { env: { NODE_EXTRA_CA_CERTS: caFile, SSL_CERT_FILE: caFile } }),
          // Errors of JSON-RPC are looked at where they come: some are right.
          onFault: (fault) => fault.kind === "rpc-error" || onFault(fault),
        })
      : undefined;
  const checking = started ?? (driver as Driver);
  let description: Description | undefined;
  try {
    description = await describe(checking, onFault);
    if (description) await check({ driver: checking, description, server, onFault, onRemark });
    await checking.shutdown();
  } catch (error) {
    onFault(
      error instanceof DriverError
        ? error.fault
        : driverFault("rpc-error", `The driver failed: ${textOf(error)}`),
    );
  } finally {
    await started?.kill();
    await server.close();
  }
  return { description, faults, remarks };
}

async function describe(driver: Driver, onFault: Check["onFault"]): Promise<Description | undefined> {
  let description: Description;
  try {
    description = await driver.describe();
  } catch (error) {
    if (error instanceof DriverError) onFault(error.fault);
    else onFault(driverFault("rpc-error", `The driver does not say what it is: ${textOf(error)}`));
    return undefined;
  }
  const { protocolVersion, methods, capabilities } = description;
  if (protocolVersion !== PROTOCOL_VERSION) {
    const text = `The driver speaks version ${protocolVersion} of the protocol, and this is ${PROTOCOL_VERSION}.`;
    onFault(
      driverFault(
        "misfit",
        text,
        "Compare the driver with the guide of this version, and name it in `describe`.",
      ),
    );
    return undefined;
  }
  if (!methods.includes("login")) {
    onFault(
      driverFault(
        "misfit",
        "The driver does not claim login.",
        "Nothing can be seen of a client that cannot log in.",
      ),
    );
  }
  for (const [what, names] of Object.entries({ methods, capabilities })) {
    const twice = names.filter((name: string, index) => (names as readonly string[]).indexOf(name) !== index);
    if (twice.length > 0)
      onFault(
        driverFault(
          "misfit",
          `The driver names ${twice.join(", ")} twice in \`${what}\`.`,
          "Name each once.",
        ),
      );
  }
  return description;
}
