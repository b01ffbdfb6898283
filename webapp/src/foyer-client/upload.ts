import type { Environment } from "./environment.js";
import { UnreachableError } from "./errors.js";
import { dataOf, timedOut, type Call, type Http } from "./http.js";
import type { UploadProgress } from "./api.js";

/** Sends a form by XMLHttpRequest, which, unlike `fetch`, tells how far it is. */
export class Uploader {
  constructor(
    private readonly http: Http,
    private readonly environment: Pick<Environment, "XMLHttpRequest">,
  ) {}

  /** @throws ApiError for a refusal, UnreachableError when there is no answer, or none in time */
  async send<T>(call: Call, onProgress: (progress: UploadProgress) => void = () => undefined): Promise<T> {
    const Request = this.environment.XMLHttpRequest;
    return Request ? this.sendWith(new Request(), call, onProgress) : this.http.send(call);
  }

  private sendWith<T>(
    request: XMLHttpRequest,
    { method, path, body, token, signal, timeoutMs }: Call,
    onProgress: (progress: UploadProgress) => void,
  ): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const abort = () => request.abort();
      const fail = (error: UnreachableError) => () => reject(error);
      request.onload = () => {
        try {
          resolve(dataOf<T>(request.status, request.responseText, request.getResponseHeader("Retry-After")));
        } catch (error) {
          reject(error);
        }
      };
      request.onerror = fail(new UnreachableError("UNREACHABLE", "The server cannot be reached"));
      request.ontimeout = fail(timedOut(timeoutMs));
      request.onabort = fail(new UnreachableError("ABORTED", "The upload was cancelled"));
      request.onloadend = () => signal?.removeEventListener("abort", abort);
      request.upload.onprogress = ({ loaded, total }) => onProgress({ loaded, total });

      request.open(method, this.http.url(path));
      request.timeout = timeoutMs;
      request.setRequestHeader("Accept", "application/json");
      if (token !== undefined) request.setRequestHeader("Authorization", `Bearer ${token}`);
      if (signal?.aborted) {
        reject(new UnreachableError("ABORTED", "The upload was cancelled"));
        return;
      }
      signal?.addEventListener("abort", abort);
      request.send(body as FormData);
    });
  }
}
